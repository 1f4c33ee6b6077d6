"""`dragoman serve`: the desk, on this machine."""

from __future__ import annotations

import secrets
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from ..errors import BadSettings
from .options import DEFAULT_LEDGER, Knowledge, LedgerFile, open_to_ask, settings_of
from .talk import say

DEFAULT_PORT = 8321

Host = Annotated[
    str, typer.Option("--host", metavar="HOST", help="Where to listen; another host than this one asks for a token.")
]
Port = Annotated[int, typer.Option("--port", metavar="PORT", min=0, max=65535, help="0 takes any free one.")]
Review = Annotated[
    bool, typer.Option("--review", help="Take corrections and new reports; without it, nothing can be changed.")
]
Token = Annotated[
    str | None, typer.Option("--token", metavar="TEXT", help="What visitors must bring; made up where one is needed.")
]
Open = Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")]


def serve(
    ledger: LedgerFile = DEFAULT_LEDGER,
    host: Host = "127.0.0.1",
    port: Port = DEFAULT_PORT,
    review: Review = False,
    token: Token = None,
    open_: Open = True,
    knowledge: Knowledge = None,
) -> None:
    """Show the ledger in the browser: incidents, timeline, map, posture, disagreements, actors, sources; until Ctrl-C.

    Only this machine can reach it, and nothing can be changed, unless you say otherwise.

    \b
    Examples:
      dragoman serve
      dragoman serve --ledger iraq.ledger --review
    """
    from ..desk import serve as run
    from ..desk.build import SCRIPT
    from ..desk.guard import is_loopback

    settings = settings_of(knowledge)
    with open_to_ask(ledger, settings) as opened:
        # Asked once with the right to write, so that what a killed run or an older program left behind is caught up.
        opened.standings()
    if token is None and not is_loopback(host):
        token = secrets.token_urlsafe(24)
        say("others can reach this address: what they read travels unencrypted, and the token below lets them in")

    if not SCRIPT.exists():
        say(
            "the desk's scripts (keys, brushing, zooming) are not built: it works without them; `make desk` builds them"
        )

    def ready(address: str) -> None:
        say(f"the desk is open at {address} {'for review' if review else 'for reading'}; Ctrl-C ends it")
        if open_:
            webbrowser.open(address)

    try:
        run(Path(ledger), settings, host, port, token, review, ready)
    except BadSettings as error:
        raise typer.BadParameter(str(error)) from error
    say("the desk is closed")
