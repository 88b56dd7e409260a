"""Run the program as a module: ``python -m dispatch_cli``."""

from dispatch_cli import main

main()
