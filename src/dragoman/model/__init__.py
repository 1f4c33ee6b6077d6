"""The frozen value objects of the ledger contract. This room imports no other room."""

from .actor import Actor, ActorMention, ActorType, Dated, Office, Relation, RelationName
from .correction import Applied, Correction, Op, Standing, State
from .counts import Count
from .decode import from_record
from .ids import content_id, text_digest
from .incident import Disagreement, Evidence, Incident, Link, Party, Rule, Side
from .interval import UNKNOWN_TIME, UNPUBLISHED, Basis, Interval, Precision, Published
from .mention import (
    DOERS,
    HAPPENED,
    Claim,
    Mention,
    MentionActor,
    Plover,
    Role,
    Status,
    ToldLink,
    Weapon,
)
from .place import Place, PlaceMention
from .reading import Reading
from .record import as_record
from .report import FLAGS, Report, ReportKind
from .span import Span, TextSpan
from .statement import Source, Stance, Statement
from .target import Anchor, ClaimWords, Target, Tellings
from .timex import MentionTime, Timex, TimexType

__all__ = [
    "DOERS",
    "FLAGS",
    "HAPPENED",
    "UNKNOWN_TIME",
    "UNPUBLISHED",
    "Actor",
    "ActorMention",
    "ActorType",
    "Anchor",
    "Applied",
    "Basis",
    "Claim",
    "ClaimWords",
    "Correction",
    "Count",
    "Dated",
    "Disagreement",
    "Evidence",
    "Incident",
    "Interval",
    "Link",
    "Mention",
    "MentionActor",
    "MentionTime",
    "Office",
    "Op",
    "Party",
    "Place",
    "PlaceMention",
    "Plover",
    "Precision",
    "Published",
    "Reading",
    "Relation",
    "RelationName",
    "Report",
    "ReportKind",
    "Role",
    "Rule",
    "Side",
    "Source",
    "Span",
    "Stance",
    "Standing",
    "State",
    "Statement",
    "Status",
    "Target",
    "Tellings",
    "TextSpan",
    "Timex",
    "TimexType",
    "ToldLink",
    "Weapon",
    "as_record",
    "content_id",
    "from_record",
    "text_digest",
]
