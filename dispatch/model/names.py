"""What things of one store are called among those of several."""


def among(store: str, name: str) -> str:
    """Return how a stop, receipt, shift, courier or vehicle of a store is called among those of all."""
    return f"{store}/{name}"


def own(store: str, name: str) -> str:
    """Return how something is called in a store: what is of other stores keeps their name."""
    return name.removeprefix(among(store, ""))
