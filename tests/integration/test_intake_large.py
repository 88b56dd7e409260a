"""Files of 100 MB are read, or refused, in less than a gigabyte; fuzzing that looks at coverage."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from till import GOOD, excel, table

READ = """
    import sys
    from pathlib import Path
    from till import DAY, STORE, read_intake
    from dispatch.config import IntakeSection, Promise
    from dispatch.errors import InputError
    lines = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    try:
        intake = read_intake(Path(sys.argv[1]), lines=lines, day=DAY, section=IntakeSection(),
                             promise=Promise(), store=STORE)
        print(intake.rows, len(intake.orders), end=" ")
    except InputError as error:
        print("refused", 0, end=" ")
    # not ru_maxrss, which remembers the process that started this one
    status = Path("/proc/self/status").read_text().split()
    print(int(status[status.index("VmHWM:") + 1]) // 1024)
"""
FLAGGED = table({}).splitlines()[1]
PLAIN = table({"thuisbezorging": "nee", "straat": "", "naam": "", "postcode": "", "plaats": ""}).splitlines()[
    1
]
HEADER = table().splitlines()[0]


def read_apart(path: Path, *more: Path) -> tuple[str, int, int]:
    """Read in a process of its own; return rows (or "refused"), orders and its largest size in MB."""
    support = Path(__file__).parents[1] / "support"
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(READ), str(path), *map(str, more)],
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
        env={"PYTHONPATH": f"{support}:{support.parents[1]}", "PATH": ""},
    )
    rows, orders, size = done.stdout.split()
    return rows, int(orders), int(size)


@pytest.mark.nightly
def test_a_large_export_is_read(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER + "\n")
        for number in range(1_100_000):
            line = FLAGGED if number % 100 == 0 else PLAIN
            file.write(f"{number:08d}zoë{line[4:]}\n")
    assert path.stat().st_size > 90_000_000
    rows, orders, size = read_apart(path)
    assert (rows, orders) == ("1100000", 11_000)
    assert size < 1000


@pytest.mark.nightly
def test_a_large_file_of_lines_is_added_up(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(table(*[{}] * 100))
    lines = tmp_path / "lines.csv"
    with lines.open("w", encoding="utf-8") as file:
        file.write("bonnummer;artikel;aantal;gewicht_g;volume_ml;temperatuur;leeftijdscontrole\n")
        for number in range(2_200_000):
            file.write(f"{1001 + number % 100};Halfvolle melk 1 liter;1;1;1;koel;nee\n")
    rows, orders, size = read_apart(tmp_path / "p.csv", lines)
    assert (rows, orders) == ("100", 100)
    assert size < 1000


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("piece", "count"),
    [
        (b'"x\n', 2_900_000),
        (b'"";\n', 2_900_000),
        (b";" * 40 + b"\n", 2_400_000),
        (b"\n", 10**8),
        (b"a", 10**8),
    ],
)
def test_large_nonsense_ends(tmp_path: Path, piece: bytes, count: int) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(HEADER.encode() + b"\n" + piece * count)
    assert read_apart(path)[2] < 1000


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("row", "count"),
    [
        ('<row r="9">' + "<c/>" * 790_000 + "</row>", 40),
        ("<row/>", 30_000_000),
        ('<row><c t="inlineStr"><is><t>ja</t></is></c></row>', 2_000_000),
    ],
    ids=["wide", "empty", "long"],
)
def test_large_hostile_sheets_end(tmp_path: Path, row: str, count: int) -> None:
    path = tmp_path / "p.xlsx"
    path.write_bytes(excel([list(GOOD), list(GOOD.values())], sheet=row * count))
    assert read_apart(path)[2] < 1000


@pytest.mark.nightly
def test_large_shared_strings_end(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    path.write_bytes(excel([list(GOOD)], {"xl/sharedStrings.xml": "<sst>" + "<si/>" * 3_100_000 + "</sst>"}))
    assert read_apart(path)[2] < 1000


FUZZ = """
    import sys, tempfile
    from pathlib import Path
    import atheris
    with atheris.instrument_imports(include=["dispatch.intake"]):
        import dispatch.intake
    from till import DAY, STORE, read_intake
    from dispatch.config import IntakeSection, Promise
    from dispatch.errors import InputError
    folder = Path(tempfile.mkdtemp())

    def once(data):
        cut = data.find(b"LINES")
        (folder / "p.csv").write_bytes(data if cut < 0 else data[:cut])
        lines = None
        if cut >= 0:
            lines = folder / "l.csv"
            lines.write_bytes(data[cut + 5 :])
        try:
            read_intake(folder / "p.csv", lines=lines, day=DAY, section=IntakeSection(), promise=Promise(),
                        store=STORE)
        except InputError:
            pass

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()
"""


@pytest.mark.nightly
@pytest.mark.timeout(1200)
def test_fuzzing_that_looks_at_coverage(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="installs on Linux only")
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "1").write_text(table({}, {"thuisbezorging": "nee"}, {"opmerking": '"a\nb"'}))
    (seeds / "2").write_text(table({}) + "LINESbonnummer;aantal;gewicht_g\n1001;2;500\n")
    (seeds / "3").write_bytes(table({"naam": "Zoë"}).encode("cp1252"))
    (seeds / "4").write_bytes(excel([list(GOOD), list(GOOD.values())]))
    support = Path(__file__).parents[1] / "support"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            textwrap.dedent(FUZZ),
            str(seeds),
            "-max_total_time=600",
            "-timeout=20",
            "-rss_limit_mb=1000",
        ],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
        env={"PYTHONPATH": f"{support}:{support.parents[1]}", "PATH": ""},
    )
    assert done.returncode == 0, done.stderr[-4000:]
