"""Read the till's export and the dispatcher's corrections: files become Orders and Issues."""

from dispatch.intake.reading import file_day, read_intake
from dispatch.intake.waiting import settled

__all__ = ["file_day", "read_intake", "settled"]
