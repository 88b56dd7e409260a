"""Run the program from a checkout: ``python cli.py plan purchases.csv``."""

from dispatch_cli import main

if __name__ == "__main__":
    main()
