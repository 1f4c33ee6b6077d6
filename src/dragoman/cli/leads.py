"""`dragoman leads`: GDELT's files as a list of reports to fetch."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ..brief.words import many
from ..errors import SkipReport
from ..sources.gdelt import Lead, read_leads
from .output import STDOUT, output
from .talk import EXIT_SKIPPED, say

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE…", help="GDELT 2.0 Events or Mentions files, plain or zipped.")
]


def leads(
    files: Files,
    urls: Annotated[bool, typer.Option("--urls", help="Addresses alone, one a line.")] = False,
    near: Annotated[
        str | None, typer.Option("--country", metavar="CODE", help="Only places in this country, by FIPS 10-4 code.")
    ] = None,
    cameo: Annotated[
        str | None,
        typer.Option("--cameo", metavar="CODES", help="Only codes that begin so, separated by commas: 18,19."),
    ] = None,
    out: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where it goes; - is standard output.")
    ] = STDOUT,
) -> None:
    """List the reports that GDELT points at, each address once, as leads to fetch: never as facts.

    Mentions files have neither place nor code: --country and --cameo keep none of theirs.

    \b
    Examples:
      dragoman leads 20200101000000.export.CSV.zip --country IZ --cameo 18,19
      dragoman leads *.export.CSV *.mentions.CSV --urls -o queue.txt
    """
    if near and not (len(near) == 2 and near.isalpha()):
        raise typer.BadParameter(
            "write the FIPS 10-4 code that GDELT uses, such as IZ for Iraq", param_hint="--country"
        )
    starts = tuple(code.strip() for code in (cameo or "").split(",") if code.strip())
    seen: set[str] = set()
    skipped: list[SkipReport] = []
    lines = 0
    with output(out) as stream:
        for path in files:
            try:
                for found in read_leads(path):
                    lines += 1
                    if isinstance(found, SkipReport):
                        skipped.append(found)
                    elif found.url not in seen and _wanted(found, near, starts):
                        seen.add(found.url)
                        stream.write(
                            (found.url if urls else json.dumps(asdict(found), ensure_ascii=False)).encode("utf8")
                        )
                        stream.write(b"\n")
            except SkipReport as error:
                skipped.append(error)
    for skip in skipped[:20]:
        say(f"skipped {skip}")
    if len(skipped) > 20:
        say(f"… and {len(skipped) - 20} more")
    say(f"{many(lines, 'line')}, {many(len(seen), 'lead')}, {len(skipped)} skipped")
    if skipped:
        raise typer.Exit(EXIT_SKIPPED)


def _wanted(lead: Lead, country: str | None, starts: tuple[str, ...]) -> bool:
    return (not country or (lead.country or "").upper() == country.upper()) and (
        not starts or (lead.cameo or "").startswith(starts)
    )
