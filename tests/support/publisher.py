"""A process that publishes runs until it is killed; the crash tests start many of it.

``python publisher.py ROOT COUNT`` publishes COUNT versions of one day and prints each number when it is
whole. ``python publisher.py ROOT COUNT purge`` purges in between.
"""

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dispatch.archive import RunArchive, purge, seal, write_plan
from dispatch.errors import DispatchError

NOW = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)


def main() -> int:
    """Publish until done or killed; the exit status is that of the program."""
    from sampledays import planned_day

    root, count = Path(sys.argv[1]), int(sys.argv[2])
    archive, day = RunArchive(root, free_megabytes=0), planned_day(6)
    print("ready", flush=True)
    try:
        for _ in range(count):
            with archive.lock(day.day, NOW):
                version = archive.next_version(day.day)

                def write(folder: Path, version: int = version) -> None:
                    made = replace(day, version=version)
                    write_plan(made, folder)
                    (folder / "sheets").mkdir()
                    for name in ("R1", "R2", "all"):
                        (folder / "sheets" / f"{name}.pdf").write_bytes(b"%PDF" * 5000)
                    seal(folder, made, status=0, fingerprint=str(version))

                archive.publish(day.day, version, write)
            print(version, flush=True)
        if "purge" in sys.argv:
            later = NOW + timedelta(days=100)
            purge(
                archive, 28, later, lambda day, _: {"version": day.version, "planned": day.accounts.planned}
            )
    except DispatchError as error:
        print(f"{error.message} | {error.hint}", file=sys.stderr)
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main())
