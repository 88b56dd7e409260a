"""Geometry on the globe: distances, and outlines of areas.

Points are (lat, lon) in degrees (WGS 84), distances metres.
"""
