"""The door: commands, flags, what the terminal shows, exit status. No rule and no file format."""

from dispatch_cli.commands import main

__all__ = ["main"]
