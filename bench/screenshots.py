"""Pictures of the desk's views for the documentation: `make screenshots` (needs Chromium).

Reads the samples into a ledger of its own, photographs each view, and begins a correction by keyboard.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from dragoman.desk.app import make_app
from dragoman.desk.guard import Door
from dragoman.desk.visit import Desk
from dragoman.ledger import Ledger
from dragoman.settings import Settings

ROOT = Path(__file__).parent.parent
VIEWS = {
    "incidents": "/incidents",
    "timeline": "/timeline",
    "map": "/map",
    "posture": "/posture",
    "disagreements": "/disagreements",
    "actors": "/actors",
    "sources": "/reports",
    "queue": "/queue",
}
"""Name of the picture, and the address of the view."""
LATE = ("05-", "10-", "13-", "14-")
"""How the names of the samples begin that are read later than the others."""
_WIDTH, _HEIGHT = 1180, 620
# A picture in the repository stays small.
MOST_BYTES = 200_000


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """A desk for review on a free port of this machine."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = make_app(Desk.at(ledger, Settings(), Door(), review=True))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


def photograph(base: str, between: str, incident: str, report: str, folder: Path, browser: str) -> list[Path]:
    """One picture a view, and of an incident, its decisions, a report, and the brief; `between` parts two readings."""
    from playwright.sync_api import sync_playwright

    pages = {
        "situation": f"/situation?moment={between}", **VIEWS,
        "incident": f"/incidents/{incident}", "report": f"/reports/{report}",
    }  # fmt: skip
    made = []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = opened.new_page(
            viewport={"width": _WIDTH, "height": _HEIGHT}, color_scheme="light", reduced_motion="reduce"
        )
        for name, address in pages.items():
            page.goto(base + address)
            if name == "actors":
                page.locator("figure.graph").evaluate("figure => figure.scrollIntoView({block: 'center'})")
            made.append(folder / f"desk-{name}.png")
            page.screenshot(path=made[-1])
        page.goto(base + pages["incident"])
        page.keyboard.press("s")
        page.keyboard.type("killed")
        page.keyboard.press("Tab")
        page.keyboard.type("12")
        made.append(folder / "desk-review.png")
        page.screenshot(path=made[-1])
        page.set_viewport_size({"width": _WIDTH, "height": _HEIGHT + 420})
        page.goto(base + "/brief")
        made.append(folder / "brief.png")
        page.screenshot(path=made[-1])
        opened.close()
    return made


def main() -> int:
    """Write docs/desk-*.png; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    folder = parser.parse_args().out
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next((found for name in names if (found := shutil.which(name))), None)
    if browser is None:
        print("there is no Chromium on this machine: install it (apt-get install chromium)", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "samples.ledger"
        with Ledger.open(path) as ledger:
            # Read as on two mornings, so that something is new on the second.
            files = sorted((ROOT / "samples").iterdir())
            late = [file for file in files if file.name.startswith(LATE)]
            ledger.add([file for file in files if file not in late])
            between = datetime.now(UTC).isoformat().replace("+00:00", "Z")
            ledger.add(late)
            disputed = [item for item in ledger.incidents() if item.disagreements and item.killed]
            incident = max(disputed, key=lambda item: (len(item.disagreements), item.origins, item.incident_id))
        with served(path) as base:
            made = photograph(base, between, incident.incident_id, incident.reports[0], folder, browser)
    for picture in made:
        size = picture.stat().st_size
        print(f"{picture.name}\t{size // 1000} kB{'  TOO LARGE' if size > MOST_BYTES else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
