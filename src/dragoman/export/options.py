"""Which options apply to which table and format: one that cannot is refused with a word, never ignored."""

from __future__ import annotations

from ..errors import BadSettings, NotFound
from ..ledger import TABLES
from ..ledger.shapes import shape_of
from .formats import FORMATS, TABLES_OF

DEFUSED = ("csv", "acled-columns", "ucdp-columns", "polecat", "gdelt-columns", "hxl", "ftm", "xlsx")
"""The formats in which text that begins like a formula is marked, which `raw` leaves out."""

SHAPED = ("jsonl", "csv", "parquet")
"""The formats that take a shape."""

WITHOUT_TOLLS = ("polecat", "gdelt-columns")
"""The formats that hold nothing that a rule chooses: rules choose among tolls."""


def check(table: str, format: str) -> None:
    """Raise NotFound unless the table can leave in the format."""
    if table not in TABLES:
        raise NotFound(f"there is no table {table!r}: choose one of {', '.join(TABLES)}")
    if format not in FORMATS:
        raise NotFound(f"there is no format {format!r}: choose one of {', '.join(FORMATS)}")
    if table not in TABLES_OF[format]:
        raise NotFound(f"{format} takes only {', '.join(TABLES_OF[format])}, not {table}")


def check_options(
    table: str | None,
    format: str,
    *,
    filtered: bool = False,
    full_text: bool = False,
    raw: bool = False,
    ruled: bool = False,
    shape: str = "wide",
) -> None:
    """Raise BadSettings for an option that can do nothing in this format of this table (None: all tables)."""
    if filtered and table != "incidents":
        raise BadSettings("--since, --until, --about, --kind, --country and --status narrow incidents only")
    if shape_of(shape) != "wide" and (table != "incidents" or format not in SHAPED):
        raise BadSettings(f"--shape is for incidents as {', '.join(SHAPED)}")
    if full_text and table not in (None, "reports"):
        raise BadSettings(f"--full-text is for reports: no text of a report stands in {table}")
    if raw and format not in DEFUSED:
        raise BadSettings(f"--raw is for sheets ({', '.join(DEFUSED)}): {format} leaves text as it is anyway")
    if ruled and table not in (None, "incidents"):
        raise BadSettings(f"--rule chooses headline values of incidents: it can change nothing in {table}")
    if ruled and format in WITHOUT_TOLLS:
        raise BadSettings(f"--rule chooses among tolls: {format} holds none")
