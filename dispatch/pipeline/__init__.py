"""The road that every plan walks: its stages in order, what runs them, what plugs into them."""

from dispatch.pipeline.again import Event, replan_day
from dispatch.pipeline.day import plan_day, read_orders
from dispatch.pipeline.road import Adapters, Request, Road

__all__ = ["Adapters", "Event", "Request", "Road", "plan_day", "read_orders", "replan_day"]
