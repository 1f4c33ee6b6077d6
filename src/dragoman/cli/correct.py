"""`dragoman correct`: what a person decides, recorded for good and in effect at once."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from ..errors import BadSettings, StopRun
from ..ledger import Ledger
from ..ledger.decisions import corrections_of, lines_of
from ..model import Correction, Op, Standing
from .help import PlainCommand, PlainGroup
from .options import DEFAULT_LEDGER, Knowledge, LedgerFile, open_to_ask, settings_of
from .output import STDOUT, output
from .talk import lines, say

correct = typer.Typer(
    name="correct",
    cls=PlainGroup,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="""Accept, reject, set, merge, keep apart or split what was read, with who, when and why.

    TARGET is the id of an incident, mention or claim (or its beginning), or a place in a report as REPORT:START-END.
    Decisions are never changed or removed: `undo` takes one back. They are replayed whenever the ledger is rebuilt.

    \b
    Examples:
      dragoman correct set inc-0123456789abcdef killed=12 --reason "hospital list"
      dragoman correct list
    """,
)

Target = Annotated[str, typer.Argument(metavar="TARGET", help="An id (or its beginning), or REPORT:START-END.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other target.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides; else the login name.")]


@correct.command("accept", cls=PlainCommand)
def accept(
    target: Target, reason: Reason, by: By = None, ledger: LedgerFile = DEFAULT_LEDGER, knowledge: Knowledge = None
) -> None:
    """Confirm an incident, a telling or a claim; an earlier rejection no longer holds.

    \b
    Example:
      dragoman correct accept inc-0123456789abcdef --reason "seen on video"
    """
    with _open(ledger, knowledge) as opened:
        _decide(opened, "accept", target, None, by, reason)


@correct.command("reject", cls=PlainCommand)
def reject(
    target: Target, reason: Reason, by: By = None, ledger: LedgerFile = DEFAULT_LEDGER, knowledge: Knowledge = None
) -> None:
    """An incident, a telling or a claim no longer counts; it is still listed.

    \b
    Example:
      dragoman correct reject clm-0123456789abcdef --reason "the number is of another day"
    """
    with _open(ledger, knowledge) as opened:
        _decide(opened, "reject", target, None, by, reason)


@correct.command("set", cls=PlainCommand)
def set_(
    target: Target,
    value: Annotated[str, typer.Argument(metavar="FIELD=VALUE", help="killed=12, killed=10-14, place=Kirkuk, …")],
    reason: Reason,
    by: By = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    knowledge: Knowledge = None,
) -> None:
    """Give a field of an incident a value, whatever the rule would choose.

    FIELD is kind, status, place, time, killed, injured, arrested, quantity, actor, recipient, victim, series or
    background. `unknown` empties all of these but kind, status, series and background.

    \b
    Example:
      dragoman correct set inc-0123456789abcdef time=2020-01-03 --reason "local time"
    """
    with _open(ledger, knowledge) as opened:
        _decide(opened, "set", target, value, by, reason)


@correct.command("merge", cls=PlainCommand)
def merge(
    target: Target,
    other: Other,
    reason: Reason,
    by: By = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    knowledge: Knowledge = None,
) -> None:
    """Two incidents are one.

    \b
    Example:
      dragoman correct merge inc-0123456789abcdef inc-fedcba9876543210 --reason "one convoy"
    """
    with _open(ledger, knowledge) as opened:
        _decide(opened, "merge", target, other, by, reason)


@correct.command("keep-apart", cls=PlainCommand)
def keep_apart(
    target: Target,
    other: Other,
    reason: Reason,
    by: By = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    knowledge: Knowledge = None,
) -> None:
    """Two incidents or tellings are never one.

    \b
    Example:
      dragoman correct keep-apart inc-0123456789abcdef inc-fedcba9876543210 --reason "two bridges"
    """
    with _open(ledger, knowledge) as opened:
        _decide(opened, "keep_apart", target, other, by, reason)


@correct.command("split", cls=PlainCommand)
def split(
    target: Target, reason: Reason, by: By = None, ledger: LedgerFile = DEFAULT_LEDGER, knowledge: Knowledge = None
) -> None:
    """A telling leaves its incident.

    \b
    Example:
      dragoman correct split men-0123456789abcdef --reason "the attack of the week before"
    """
    with _open(ledger, knowledge) as opened:
        _decide(opened, "split", target, None, by, reason)


@correct.command("note", cls=PlainCommand)
def note(
    target: Target,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The remark.")],
    by: By = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    knowledge: Knowledge = None,
) -> None:
    """Write a remark beside an incident, a telling, a claim or a place in a report; it changes no value.

    \b
    Example:
      dragoman correct note inc-0123456789abcdef "ask the Kirkuk office"
    """
    with _open(ledger, knowledge) as opened:
        _decide(opened, "note", target, None, by, text)


@correct.command("undo", cls=PlainCommand)
def undo(
    correction: Annotated[str, typer.Argument(metavar="CORRECTION", help="Its id, or the beginning of it.")],
    reason: Reason = "",
    by: By = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    knowledge: Knowledge = None,
) -> None:
    """A correction no longer holds. An undo can be undone.

    \b
    Example:
      dragoman correct undo cor-0123456789abcdef
    """
    with _open(ledger, knowledge) as opened:
        _decide(opened, "undo", correction, None, by, reason)


@correct.command("list", cls=PlainCommand)
def list_(
    ledger: LedgerFile = DEFAULT_LEDGER,
    stale: Annotated[bool, typer.Option("--stale", help="Only those whose evidence is gone.")] = False,
) -> None:
    """Print every correction, oldest first: what became of it, who made it, when, of what, and why.

    \b
    Example:
      dragoman correct list --stale
    """
    with open_to_ask(ledger) as opened:
        standings = opened.standings()
        shown = [(one, standings.get(one.correction_id, Standing("in force"))) for one in opened.corrections()]
        rows = [_row(one, standing) for one, standing in shown if not stale or standing.state == "stale"]
    lines(rows)
    if not rows:
        say("no correction is stale" if stale else "no correction has been made yet")


@correct.command("export", cls=PlainCommand)
def export(
    ledger: LedgerFile = DEFAULT_LEDGER,
    out: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where it goes; - is standard output.")
    ] = STDOUT,
) -> None:
    """Write every correction as a line of JSON.

    \b
    Example:
      dragoman correct export -o corrections.jsonl
    """
    with open_to_ask(ledger) as opened, output(out) as stream:
        for line in lines_of(opened.corrections()):
            stream.write(line.encode("utf8"))


@correct.command("import", cls=PlainCommand)
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What `export` wrote; - is standard input.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    knowledge: Knowledge = None,
) -> None:
    """Record the corrections of a file: all of them or, where a line is wrong, none. Known ones change nothing.

    \b
    Example:
      dragoman correct import corrections.jsonl
    """
    with _open(ledger, knowledge) as opened:
        given = _given(file)
        new = opened.add_corrections(given)
        stale = len(opened.stale_corrections())
    say(f"{len(given)} read = {new} recorded + {len(given) - new} known; {stale} of all corrections are stale")


@contextmanager
def _open(path: Path, knowledge: list[Path] | None) -> Iterator[Ledger]:
    """The ledger, for writing. What makes no sense is an error of usage."""
    try:
        with open_to_ask(path, settings_of(knowledge)) as ledger:
            yield ledger
    except BadSettings as error:
        raise typer.BadParameter(str(error)) from error


def _decide(ledger: Ledger, op: Op, target: str, value: str | None, by: str | None, reason: str) -> None:
    """Record one decision; its id goes to stdout."""
    made = ledger.correct(op, target, value, by=getpass.getuser() if by is None else by, reason=reason)
    standing = ledger.standings()[made.correction_id]
    print(made.correction_id)
    say(f"{op.replace('_', ' ')}: {standing.state}{f' ({standing.why})' if standing.why else ''}")


def _row(one: Correction, standing: Standing) -> list[str]:
    """One correction as cells: a person looks at what it is about first by the name it had."""
    from ..reconcile.fields import shown

    about = one.target.split(" ")[0]
    other = shown(one.to_value or "") if one.op == "set" else (one.to_value or "").split(" ")[0]
    what = f"{one.op.replace('_', ' ')} {about} {other}".strip()
    return [one.correction_id, standing.state, one.at[:19], one.by, what, one.reason, standing.why]


def _given(file: str) -> list[Correction]:
    """The corrections of a file. Raises StopRun, BadSettings."""
    try:
        text = sys.stdin.read() if file == STDOUT else Path(file).read_text(encoding="utf8")
    except OSError as error:
        raise StopRun(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StopRun(f"{file} is no text in UTF-8: name a file that `dragoman correct export` wrote") from error
    return list(corrections_of(text.split("\n")))
