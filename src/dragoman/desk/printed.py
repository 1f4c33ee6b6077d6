"""The brief of what is asked for, as the self-contained page of `dragoman brief --format html`: to print or send."""

from __future__ import annotations

import base64
import hashlib
import re

from starlette.responses import HTMLResponse, Response

from ..brief import outline, render
from ..errors import BadSettings
from ..ledger import Filters
from .incidents import incident_count
from .visit import Visit

# A brief holds the texts of its reports; a longer one is no brief.
_MOST = 3_000
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def brief(visit: Visit) -> Response:
    """The brief of the incidents that are asked for. Raises BadSettings when they are too many to print."""
    total = incident_count(visit.ledger, visit.where)
    if total > _MOST:
        raise BadSettings(
            f"a brief of {total:,} incidents is for nobody: narrow it to {_MOST:,} (dates, country, kind)"
        )
    filters = visit.question.filters
    country = visit.question.countries[0] if visit.question.countries else None
    narrowed = Filters(filters.since, filters.until, filters.kinds, country, filters.about, filters.statuses)
    page = render(outline(visit.ledger, narrowed), "html")
    # The page brings its style along; its digest lets that one style in, and no other.
    digest = base64.b64encode(hashlib.sha256(_STYLE.findall(page)[0].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; frame-ancestors 'none'; base-uri 'none'"
    return HTMLResponse(page, headers={"content-security-policy": policy})
