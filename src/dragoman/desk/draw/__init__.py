"""Pictures of the ledger as inline SVG, made on the server so that they need no script: a timeline, a map, a graph.

Every function takes plain values and gives a `markupsafe.Markup` of one `<figure>`. Colours are classes and custom
properties of `draw.css`; there are no style attributes, so a strict Content-Security-Policy holds.
"""

from .graph import graph
from .histogram import histogram
from .marks import DayCount, Mark, Node, PlaceCount, Tie
from .timeline import timeline
from .world import density, world

__all__ = ["DayCount", "Mark", "Node", "PlaceCount", "Tie", "density", "graph", "histogram", "timeline", "world"]
