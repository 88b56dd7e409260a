"""Files for other programs: tables, messages, tracks, and imports of other planners."""
