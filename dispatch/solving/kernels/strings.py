"""How strings of stops that leave a route are drawn (the values of Christiaens and Vanden Berghe)."""

AVERAGE = 10.0
"""Stops taken out in a step, on average."""

LONGEST = 10.0
"""Stops in a string at most."""

SPLIT = 0.5
"""Share of strings of which a middle piece stays."""

LENGTHEN = 0.01
"""Chance that the middle piece grows by another stop."""
