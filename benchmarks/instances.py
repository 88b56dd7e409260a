"""Read benchmark instances: VRPLIB with an explicit matrix (ORTEC), Solomon and Homberger."""

import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BEST_KNOWN = {
    # EURO Meets NeurIPS 2022, static track
    "ORTEC-VRPTW-ASYM-57977bd6-d1-n281-k17": (99_873, 14),
    "ORTEC-VRPTW-ASYM-80974c9e-d1-n258-k20": (129_515, 12),
    "ORTEC-VRPTW-ASYM-df8f2eda-d1-n359-k27": (214_518, 20),
    # CVRPLIB
    "RC1_2_6": (33_007, None),
    "R2_2_4": (19_285, None),
    "R108": (9_321, None),
}
"""Best known cost and, where given, its number of vehicles."""


@dataclass(frozen=True)
class Instance:
    """Hold an instance: node 0 is the depot."""

    name: str
    durations: NDArray[np.int64]
    demand: NDArray[np.int64]
    earliest: NDArray[np.int64]
    latest: NDArray[np.int64]
    service: NDArray[np.int64]
    capacity: int
    vehicles: int

    @property
    def best_known(self) -> int | None:
        return BEST_KNOWN.get(self.name, (None, None))[0]

    def with_vehicles(self, vehicles: int) -> "Instance":
        return replace(self, vehicles=vehicles)


def read_instance(path: Path) -> Instance:
    """Read a file of either format."""
    text = path.read_text()
    return _read_vrplib(path.stem, text) if "EDGE_WEIGHT" in text else _read_solomon(path.stem, text)


def _read_vrplib(name: str, text: str) -> Instance:
    header: dict[str, str] = {}
    sections: dict[str, list[int]] = {}
    current: list[int] | None = None
    for line in text.splitlines():
        word = line.split(":")[0].strip()
        if word == "EOF":
            break
        if word.endswith("_SECTION"):
            current = sections.setdefault(word, [])
        elif ":" in line:
            header[word] = line.split(":", 1)[1].strip()
        elif current is not None:
            current.extend(map(int, line.split()))
    n = int(header["DIMENSION"])
    windows = np.array(sections["TIME_WINDOW_SECTION"], np.int64).reshape(n, 3)
    routes = BEST_KNOWN.get(name, (None, None))[1]
    declared = int(header.get("VEHICLES", n))
    return Instance(
        name,
        np.array(sections["EDGE_WEIGHT_SECTION"], np.int64).reshape(n, n),
        np.array(sections["DEMAND_SECTION"], np.int64).reshape(n, 2)[:, 1],
        windows[:, 1],
        windows[:, 2],
        np.array(sections["SERVICE_TIME_SECTION"], np.int64).reshape(n, 2)[:, 1],
        int(header["CAPACITY"]),
        math.floor(1.3 * routes) + 2 if routes else min(declared, n - 1),
    )


def _read_solomon(name: str, text: str) -> Instance:
    rows = [line.split() for line in text.splitlines() if line.strip()]
    numbers = [[int(float(cell)) for cell in row] for row in rows if row[0].lstrip("-").isdigit()]
    vehicles, capacity = numbers[0]
    cells = np.array(numbers[1:], np.int64)
    x, y = cells[:, 1].astype(float), cells[:, 2].astype(float)
    exact = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    return Instance(
        name,
        np.floor(10 * exact + 1e-9).astype(np.int64),
        cells[:, 3],
        10 * cells[:, 4],
        10 * cells[:, 5],
        10 * cells[:, 6],
        capacity,
        vehicles,
    )
