"""Files in, reports out: clean immutable text, dates with their basis, flags.

Invariant: every input that is given comes out once, as a report or as a `SkipReport` that names it and says why.
"""

from .documents import Desk, Raw
from .feeds import Feed, FeedItem, only_link, parse_feed, raw_of_item
from .files import Input, Item, count_inputs, inputs, read_bytes, read_paths, report_of_text, sum_bytes
from .names import check_columns

__all__ = [
    "Desk",
    "Feed",
    "FeedItem",
    "Input",
    "Item",
    "Raw",
    "check_columns",
    "count_inputs",
    "inputs",
    "only_link",
    "parse_feed",
    "raw_of_item",
    "read_bytes",
    "read_paths",
    "report_of_text",
    "sum_bytes",
]
