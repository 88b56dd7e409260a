"""The road that every plan walks: its stages in order, what runs them, what plugs into them."""

from dispatch.pipeline.day import make_day, plan_day
from dispatch.pipeline.road import Adapters, Request, Road

__all__ = ["Adapters", "Request", "Road", "make_day", "plan_day"]
