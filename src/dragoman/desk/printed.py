"""The brief of what is asked for, as the self-contained page of `dragoman brief --format html`: to print or send."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

from starlette.responses import HTMLResponse, Response

from ..brief import outline, render_html
from ..errors import BadSettings
from ..ledger import Filters
from .incidents import conditions, incident_count
from .visit import Visit

# What the brief's own filters do not have.
_MORE = ("country", "area", "dated", "origins", "disputed")
# A brief holds the texts of its reports; a longer one is no brief.
_MOST = 3_000
# The views of the same question.
_BACK = (("Situation", "/situation"), ("Incidents", "/incidents"), ("Timeline", "/timeline"), ("Map", "/map"))
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def brief(visit: Visit) -> Response:
    """The brief of the incidents that are asked for. Raises BadSettings when they are too many to print."""
    total = incident_count(visit.ledger, visit.where)
    if total > _MOST:
        raise BadSettings(
            f"a brief of {total:,} incidents is for nobody: narrow it to {_MOST:,} (dates, country, kind)"
        )
    filters = visit.question.filters
    since, until = (None, None) if visit.question.dated == "no" else (filters.since, filters.until)
    narrowed = Filters(since, until, filters.kinds, None, filters.about, filters.statuses)
    back = {f"← {told}": f"{path}{visit.question.query()}" for told, path in _BACK}
    page = render_html(outline(visit.ledger, narrowed, only=_only(visit)), back)
    # The page brings its style along; its digest lets that one style in, and no other.
    digest = base64.b64encode(hashlib.sha256(_STYLE.findall(page)[0].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; frame-ancestors 'none'; base-uri 'none'"
    return HTMLResponse(page, headers={"content-security-policy": policy})


def _only(visit: Visit) -> frozenset[str] | None:
    """The incidents that the desk's further filters let through; None where none is set.

    What is told as history stays in: a brief keeps it apart itself.
    """
    if not any(visit.question.get(name) for name in _MORE) and visit.question.background != "only":
        return None
    every = "only" if visit.question.background == "only" else "all"
    where = conditions(replace(visit.question, background=every), visit.ledger)
    query = f"SELECT i.incident_id AS id FROM incident i WHERE {where.sql}"
    return frozenset(row["id"] for row in visit.ledger.rows(query, where.values))
