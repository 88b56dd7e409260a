"""Make the pictures in ``docs/pictures``: plan the sample day and print its sheets.

Run it with ``make pictures``. With ``DISPATCH_TRAVEL_MAP`` naming the folder of an installed map, the trips
are drawn on it (and the pictures carry its credit); without one they are sketches. Needs ``pdftoppm`` of
poppler-utils, and Chromium for the page.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample"
PICTURES = ROOT / "docs" / "pictures"
DAY = "2026-11-21"


def main() -> None:
    """Plan, print, and turn pages into pictures."""
    if shutil.which("pdftoppm") is None:
        sys.exit("pdftoppm is not installed (Debian, Ubuntu: apt install poppler-utils).")
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        run = plan_sample_day(Path(folder))
        route = longest_route(run)
        picture(run / "sheets" / f"{route}.pdf", 1, "courier-1")
        picture(run / "sheets" / f"{route}.pdf", 2, "courier-2")
        picture(run / "loading.pdf", 1, "loading")
        picture(run / "labels.pdf", 1, "labels")
        report(Path(folder))
        page(run / "plan.html", "plan-page")
        phone(run / "sheets" / f"{route}.html", "phone")


def plan_sample_day(folder: Path) -> Path:
    """Plan the sample day into a folder and return its run."""
    arguments = [str(SAMPLE / "purchases.csv"), "--lines", str(SAMPLE / "lines.csv"), "--date", DAY]
    arguments += [
        "--config",
        str(SAMPLE / "dispatch.toml"),
        "--out",
        str(folder),
        "--iterations",
        "2000",
        "--quiet",
    ]
    done = subprocess.run([sys.executable, str(ROOT / "cli.py"), "plan", *arguments], check=False)
    if done.returncode not in (0, 5):
        sys.exit(f"The sample day could not be planned (status {done.returncode}).")
    return folder / DAY / "latest"


def longest_route(run: Path) -> str:
    """Return the name of the route with most stops."""
    plan = json.loads((run / "plan.json").read_text(encoding="utf-8"))["plan"]
    routes = {route["name"]: sum(len(trip["visits"]) for trip in route["trips"]) for route in plan["routes"]}
    return max(routes, key=lambda name: routes[name])


def picture(pdf: Path, number: int, name: str) -> None:
    """Turn one page of a PDF into ``NAME.png``."""
    target = PICTURES / name
    page_of = ["-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run(["pdftoppm", "-png", "-r", "88", *page_of, str(pdf), str(target)], check=True)
    print(target.with_suffix(".png").relative_to(ROOT))


def report(archive: Path) -> None:
    """Draw the report of the sample day by courier."""
    pdf = archive / "report.pdf"
    arguments = ["--out", str(archive), "--config", str(SAMPLE / "dispatch.toml"), "--by", "courier"]
    command = [sys.executable, str(ROOT / "cli.py"), "report", *arguments, "--pdf", str(pdf)]
    if subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode not in (0, 5):
        sys.exit("The report could not be drawn.")
    picture(pdf, 1, "report")


def page(html: Path, name: str) -> None:
    """Photograph the plan's page."""
    photograph(html, name, (1360, 900), "#map .pin", "")


def phone(html: Path, name: str) -> None:
    """Photograph the phone's page with its first stop."""
    photograph(html, name, (400, 780), "#progress", "[data-view=ride]")


def photograph(html: Path, name: str, size: tuple[int, int], ready: str, press: str) -> None:
    """Photograph a page in Chromium, if there is one."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print(f"no Chromium: the picture {name} stays as it is")
        return
    from playwright.sync_api import sync_playwright

    target = PICTURES / f"{name}.png"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": size[0], "height": size[1]})
        view.goto(html.as_uri())
        view.wait_for_selector(ready, state="attached")
        if press:
            view.click(press)
        view.screenshot(path=target)
        browser.close()
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
