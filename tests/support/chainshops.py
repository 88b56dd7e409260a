"""Two shops of a chain, four kilometres apart, that may share their couriers."""

from pathlib import Path

from shop import CONFIG, HEADER

DAY = "2026-11-24"
CONFIGURED = (
    CONFIG.split("[notify]")[0]
    .replace('engine = "ortools"\nseconds = 0.5', 'engine = "search"\niterations = 300\nworkers = 1')
    .replace('shift = "15:30-22:30"', 'shift = "15:30-22:30"\nhourly_wage = 18')
    .replace("kg = 120", "kg = 120\nfixed_cost = 25")
)
SHOPS = {"leiden": (52.16, 4.49), "dorp": (52.135, 4.46)}


def open_chain(home: Path, listed: str, **configs: str) -> None:
    """Open two shops four kilometres apart, with a bike, a courier and four orders each."""
    for name, (lat, lon) in SHOPS.items():
        folder = home / name
        folder.mkdir()
        config = configs.get(name, CONFIGURED).replace("lat = 52.16", f"lat = {lat}")
        (folder / "dispatch.toml").write_text(config.replace("lon = 4.49", f"lon = {lon}"), encoding="utf-8")
        rows = [
            f"{n};{DAY}T12:0{n};ja;KANARIE {n};0612345678;Kanariestraat;{n};2312 AB;Leiden;"
            f"{lat + 0.001 * n:.3f};{lon + 0.002 * n:.3f}"
            for n in range(1, 5)
        ]
        (folder / "kassa.csv").write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    (home / "stores.toml").write_text(listed, encoding="utf-8")


def listed(leiden: str, dorp: str = "") -> str:
    return f'[[store]]\nfolder = "leiden"\n{leiden}\n[[store]]\nfolder = "dorp"\nname = "Dorp"\n{dorp}\n'
