"""The ground floor: publish files whole, lock, read any table, write safe CSV.

It knows no order, route or configuration.
"""
