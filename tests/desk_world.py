"""A desk to be looked at: a ledger of reports, served on this machine, and a real Chromium that opens it."""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from dragoman.desk.app import make_app
from dragoman.desk.guard import Door
from dragoman.desk.visit import Desk
from dragoman.ledger import Ledger
from dragoman.reading import Reader
from dragoman.settings import Settings

ROOT = Path(__file__).parent.parent
WEB = ROOT / "src" / "dragoman" / "desk" / "web"
SCRIPT = ROOT / "src" / "dragoman" / "desk" / "static" / "desk.js"
AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VIEWS = (
    "/situation", "/incidents", "/timeline", "/map", "/posture", "/disagreements", "/actors", "/reports", "/changes",
    "/queue", "/search?q=embassy", "/corrections", "/add", "/help", "/api", "/brief",
)  # fmt: skip
"""Every view that needs no id."""


def chromium() -> str | None:
    """The browser of this machine; None where there is none."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


HOSTILE = [
    {
        "id": "hostile-1",
        "title": "<script>window.hacked=1</script> Five killed in Kabul",
        "publisher": '"><img src=x onerror="window.hacked=2">',
        "published": "2020-03-04",
        "url": "javascript:window.hacked=3",
        "text": (
            "Gunmen of the <script>window.hacked=4</script> Brigade shot dead five people in Kabul on 3 March 2020, "
            "police said.\n\nA car bomb killed nine people in \u202egreB lairotcaF\u202c Kandahar on 2 March 2020, "
            "the <b onclick=alert(1)>army</b> said.\n\n"
            "Police said that seven people were killed in Kandahar. </blockquote></main><iframe src='//example.org'>\n"
        ),
    },
    {
        "id": "hostile-2",
        "title": "W" + "i" * 4000 + "de",
        "published": "2020-03-04",
        "text": "The militia of "
        + "A" * 3000
        + "bad shelled a base in Kirkuk on 1 March 2020, killing two soldiers. "
        + "word " * 4000,
    },
]
"""Reports that would like to run, to mislead, or to burst the page."""


def written(folder: Path) -> list[Path]:
    """The hostile reports as a file."""
    hostile = folder / "hostile.jsonl"
    hostile.write_text("".join(json.dumps(record) + "\n" for record in HOSTILE), encoding="utf8")
    return [hostile]


def read_ledger(path: Path, paths: list[Path], reader: Reader) -> Path:
    """A ledger with some more reports."""
    with Ledger.open(path, reader=reader) as ledger:
        assert not ledger.add(paths).skipped
    return path


@contextmanager
def served(path: Path, review: bool = True) -> Iterator[str]:
    """The address of a desk on a ledger, served by a thread of its own until the block ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = make_app(Desk.at(path, Settings(), Door(), review))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


@dataclass
class Visitor:
    """A page that notes whatever goes wrong in it."""

    page: Page
    base: str
    troubles: list[str]

    @classmethod
    def of(cls, context: BrowserContext, base: str) -> Visitor:
        """A new page in a context."""
        made = cls(context.new_page(), base, [])
        made.page.on("console", lambda m: m.type in ("error", "warning") and made.troubles.append(m.text))
        made.page.on("pageerror", lambda error: made.troubles.append(str(error)))
        made.page.on("dialog", lambda d: (made.troubles.append(f"dialog {d.message}"), d.dismiss()))
        made.page.on("request", lambda r: made._asked(r.url))
        return made

    def _asked(self, url: str) -> None:
        if not url.startswith((self.base, "data:")):
            self.troubles.append(f"asked another site: {url}")

    def open(self, address: str) -> Page:
        """Go to an address of the desk."""
        response = self.page.goto(self.base + address)
        assert response and response.ok, (address, response and response.status)
        return self.page


@contextmanager
def visiting(browser: Browser, base: str, **options: object) -> Iterator[Visitor]:
    """A visitor with a fresh context (cookies, colour scheme, size, scripts on or off)."""
    context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **options})  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    visitor = Visitor.of(context, base)
    yield visitor
    context.close()


@dataclass(frozen=True)
class Seen:
    """What was found on one page, opened once and looked at wide, narrow, in the light and in the dark."""

    headings: int
    width: int
    narrow: int
    foreign: int
    """Elements that no page of the desk makes: scripts, frames, images, handlers or styles within it."""
    hacked: bool
    text: str
    serious: list[tuple[str, str]]
    """axe-core's serious and critical violations, and an element of each."""
    dark: list[tuple[str, str]]


WIDE, NARROW = {"width": 1200, "height": 900}, {"width": 360, "height": 640}
_FOREIGN = "main script, main iframe, main img, main [onclick], main [style], a[href^='javascript' i]"
_SERIOUS = """rules => axe.run(document, {resultTypes: ['violations'], ...rules}).then(found => found.violations
    .filter(one => ['serious', 'critical'].includes(one.impact))
    .map(one => [one.id, one.nodes[0].html.slice(0, 200)]))"""


def seen(visitor: Visitor, address: str, axe: str, dark: bool) -> Seen:
    """Open a page and look at it from all sides; `axe` is the source of axe-core, empty where it is not asked."""
    page = visitor.open(address)
    width = page.evaluate("document.documentElement.scrollWidth")
    found: dict[str, list[tuple[str, str]]] = {"light": [], "dark": []}
    if axe:
        page.evaluate(axe)
        found["light"] = page.evaluate(_SERIOUS, {})
        if dark:
            page.emulate_media(color_scheme="dark")
            found["dark"] = page.evaluate(_SERIOUS, {"runOnly": ["color-contrast"]})
            page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    narrow = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return Seen(
        page.locator("h1").count(),
        width,
        narrow,
        page.locator(_FOREIGN).count(),
        page.evaluate("window.hacked !== undefined"),
        page.locator("body").inner_text(),
        found["light"],
        found["dark"],
    )
