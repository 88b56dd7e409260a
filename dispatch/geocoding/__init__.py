"""Addresses as typed → places, with source and confidence; doubt is shown, not hidden."""

from dispatch.geocoding.corrections import Corrections, read_corrections, save_correction
from dispatch.geocoding.orders import LocatedOrders, locate_orders
from dispatch.geocoding.parsing import parse_address

__all__ = [
    "Corrections",
    "LocatedOrders",
    "locate_orders",
    "parse_address",
    "read_corrections",
    "save_correction",
]
