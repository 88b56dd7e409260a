"""Build the day's problem: who drives what, what goes through which door, and the whole of it."""
