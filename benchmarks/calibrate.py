"""Fit the crow-fly estimate of dispatch/travel/estimate.py on a real road network.

    python benchmarks/calibrate.py MAP_FOLDER [--seed N] [--pairs N]

MAP_FOLDER is an installed map (the folder with map.json). For each profile, seconds and road metres
are fitted as lines through knots of crow-fly distance, with the relative error weighed, on all
pairs of some hundreds of random addresses; the error is that of random pairs of other addresses.
The figures printed last go into FIGURES.
"""

import argparse
import json
import random
import sqlite3
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dispatch.geo.globe import crow_fly
from dispatch.mapfiles import GAZETTEER, MANIFEST
from dispatch.model import UNREACHABLE, Point, TravelProfile
from dispatch.travel import EmbeddedOsrm
from dispatch.travel.estimate import BAND_METRES, FIGURES, CrowFlyFigures, travel

Numbers = npt.NDArray[np.float64]

KNOTS = np.array(BAND_METRES, dtype=float)
NEAREST = 20.0
"""Pairs closer than this are one door more or less, and left out."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("map", type=Path)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--pairs", type=int, default=10_000)
    given = arguments.parse_args()
    folder = given.map.resolve()
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    doors = addresses(folder)
    random.Random(given.seed).shuffle(doors)
    engine = EmbeddedOsrm(folder)
    print(f"{engine.name}: {len(doors)} addresses, data of {manifest['data_date']}, seed {given.seed}")
    fitted = {}
    for kind in ("bike", "van"):
        profile = TravelProfile(kind)
        blocks = [doors[start : start + 400] for start in range(0, 2_000, 400)]
        distance, seconds, metres = (
            np.concatenate(part) for part in zip(*(pairs(engine, profile, b) for b in blocks), strict=True)
        )
        fitted[kind] = CrowFlyFigures(fit(distance, seconds), fit(distance, metres))
        held_out = random_pairs(engine, profile, doors[2_000:], given.pairs, given.seed)
        report(kind, "fitted now", fitted[kind], *held_out)
        report(kind, "in the program", FIGURES[kind], *held_out)
        straight_line(kind, (distance, seconds, metres), held_out)
    for kind, figures in fitted.items():
        print(f'    "{kind}": CrowFlyFigures(\n        {figures.seconds},\n        {figures.metres},\n    ),')


def addresses(folder: Path) -> list[Point]:
    database = sqlite3.connect(folder / GAZETTEER)
    rows: list[Point] = database.execute("SELECT DISTINCT lat, lon FROM address ORDER BY lat, lon").fetchall()
    database.close()
    return rows


def pairs(
    engine: EmbeddedOsrm, profile: TravelProfile, doors: list[Point]
) -> tuple[Numbers, Numbers, Numbers]:
    """Return crow-fly metres, seconds and road metres of all pairs of some doors."""
    matrix = engine.matrix(profile, doors)
    shape = (len(doors), len(doors))
    seconds = np.frombuffer(matrix.flat_seconds, np.int32).reshape(shape).astype(float)
    metres = np.frombuffer(matrix.flat_metres, np.int32).reshape(shape).astype(float)
    distance = crow_fly(doors, doors)
    kept = (distance > NEAREST) & (seconds > 0) & (seconds < UNREACHABLE)
    return distance[kept], seconds[kept], metres[kept]


def random_pairs(
    engine: EmbeddedOsrm, profile: TravelProfile, doors: list[Point], count: int, seed: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Return the same of random pairs, drawn evenly from blocks of 200 doors."""
    generator = np.random.default_rng(seed)
    blocks = [doors[start : start + 200] for start in range(0, 10_000, 200)]
    drawn = []
    for block in blocks:
        found = pairs(engine, profile, block)
        chosen = generator.choice(len(found[0]), count // len(blocks), replace=False)
        drawn.append([part[chosen] for part in found])
    return tuple(np.concatenate(part) for part in zip(*drawn, strict=True))  # type: ignore[return-value]


def fit(distance: Numbers, true: Numbers) -> tuple[int, ...]:
    """Fit values at the knots by least squares of the relative error; the first is nothing at no distance."""
    spread = np.column_stack([np.interp(distance, KNOTS, unit) for unit in np.eye(len(KNOTS))[1:]])
    inside = distance <= KNOTS[-1]
    weighed = spread[inside] / true[inside, None]
    values = np.linalg.lstsq(weighed, np.ones(int(inside.sum())), rcond=None)[0]
    return (0, *(round(value) for value in values))


def report(
    kind: str, name: str, figures: CrowFlyFigures, distance: Numbers, seconds: Numbers, metres: Numbers
) -> None:
    guessed = travel(figures, distance)
    for what, guess, true in (("seconds", guessed[0], seconds), ("metres", guessed[1], metres)):
        show(kind, name, what, np.abs(guess / true - 1))


def straight_line(
    kind: str, used: tuple[Numbers, Numbers, Numbers], held_out: tuple[Numbers, Numbers, Numbers]
) -> None:
    """Show what one straight line a + b x distance and one detour factor would do."""
    slope = np.column_stack([np.ones_like(used[0]), used[0]])
    first, each = np.linalg.lstsq(slope, used[1], rcond=None)[0]
    detour = used[2].sum() / used[0].sum()
    name = f"{first:.0f} s + {each:.3f} s/m, detour {detour:.2f}"
    show(kind, name, "seconds", np.abs((first + each * held_out[0]) / held_out[1] - 1))
    show(kind, name, "metres", np.abs(detour * held_out[0] / held_out[2] - 1))


def show(kind: str, name: str, what: str, errors: Numbers) -> None:
    mean, tail = 100 * errors.mean(), 100 * np.percentile(errors, 90)
    text = f"mean {mean:4.1f} %, 90th percentile {tail:4.1f} %, {len(errors)} pairs"
    print(f"{kind:5} {name:36} {what:8} error: {text}")


if __name__ == "__main__":
    main()
