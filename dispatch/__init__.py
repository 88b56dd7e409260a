"""Plan a store's home deliveries: from the till's export to route sheets."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("local-dispatch")
except PackageNotFoundError:
    __version__ = "0+checkout"
