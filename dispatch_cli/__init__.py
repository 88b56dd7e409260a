"""The door: commands, flags, what the terminal shows, exit status. No rule and no file format."""

from dispatch_cli import planning, runs, upkeep
from dispatch_cli.application import app, run

__all__ = ["app", "main", "planning", "runs", "upkeep"]

main = run
