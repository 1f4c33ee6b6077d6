"""Why a deed is history rather than news: its date, a phrase, an anniversary, what such people do, who somebody is."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from ...knowledge.standing import StandingTable
from ...model import MentionTime, Report
from ..clause import children, clause_verb, is_definite, is_perfect, is_present, is_verb, verb_keys
from ..lemma import lemma, part_of_speech
from ..parse import Sentence

if TYPE_CHECKING:
    from ..token import Token

_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_YEARS_AGO = re.compile(
    r"\b(\d+|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty) years (?:ago|earlier)\b"
)
_SMALL = {"two": 2}


def why_old(sentence: Sentence, trigger: Token, report: Report, time: MentionTime | None, known: StandingTable) -> str:
    """Why the deed is history, or an empty string."""
    return (
        _by_date(report, time, known)
        or _by_phrase(sentence, trigger, known)
        or _by_frame(trigger, known)
        or _by_reference(trigger, known)
        or (_by_year_of(trigger, report, known) if time is None else "")
        or _by_habit(trigger, time)
        or (_by_charge(trigger, known) if time is None else "")
        or _by_role(sentence, trigger, time, known)
        or _by_career(trigger, known)
    )


def _by_date(report: Report, time: MentionTime | None, known: StandingTable) -> str:
    """Long before the report; where nobody knows the report's date, a bare year that is not the latest one told."""
    if time is None:
        return ""
    published = report.published.start
    if published is not None:
        last = time.last or time.first
        old = last is not None and last < published - timedelta(days=known.old_days)
        return f"{last} is long before the report" if old else ""
    return _by_year(report.text, time)


def _by_year(text: str, time: MentionTime) -> str:
    """A deed dated by a bare year in an undated report, when the report names no month or day of that year's time."""
    years = _YEAR.findall(time.text or "")
    if not years or time.precision not in ("year", "unknown", "month", "day"):
        return ""
    latest = max(int(year) for year in _YEAR.findall(text))
    told = int(years[-1])
    if latest - told >= 3:
        return f"{told} is long before {latest}"
    bare = time.precision == "year" and re.fullmatch(
        r"(?:in |since |back in )?\d{4}", (time.text or "").strip().lower()
    )
    return f"a bare {told} in an undated report" if bare and told < _undated_floor(text) else ""


def _undated_floor(text: str) -> int:
    """In a report that gives no date at all, a year named once and alone dates history, whatever it is."""
    others = {int(year) for year in _YEAR.findall(text)}
    return max(others) + (1 if len(others) == 1 else 0)


def _by_phrase(sentence: Sentence, trigger: Token, known: StandingTable) -> str:
    """ "decades ago", "in the 1980s", "20 years ago" in the trigger's own clause."""
    lowered = sentence.text.lower()
    verb = clause_verb(trigger)
    for phrase in known.background["phrases"]:
        at = lowered.find(phrase)
        near = at >= 0 and _in_clause(sentence, at, trigger, verb)
        if near and (phrase != "years ago" or _long_ago(lowered, known)):
            return phrase
    return ""


def _long_ago(lowered: str, known: StandingTable) -> bool:
    """True for three years ago or more."""
    match = _YEARS_AGO.search(lowered)
    if match is None:
        return False
    word = match.group(1)
    return (int(word) if word.isdigit() else _SMALL.get(word, known.years_ago_at_least)) >= known.years_ago_at_least


def _in_clause(sentence: Sentence, at: int, trigger: Token, verb: Token | None) -> bool:
    """True when the phrase at a place of the sentence belongs to the trigger or its clause."""
    token = sentence.token_at(sentence.span.start + at)
    if token is None:
        return False
    return (trigger in (token, *token.ancestors) and clause_verb(token) in (trigger, verb)) or clause_verb(
        token
    ) == verb


def _by_frame(trigger: Token, known: StandingTable) -> str:
    """ "the anniversary of the bombing", "commemorated the massacre"."""
    head = trigger.head
    if trigger.dep_ == "pobj" and head.lower_ in ("of", "from", "about", "to", "on") and head.head != head:
        above = head.head
        if part_of_speech(above) == "NOUN" and lemma(above) in known.background["nouns"]:
            return f"{lemma(above)} of it"
        if is_verb(above) and lemma(above) in known.background["verbs"]:
            return f"{lemma(above)} it"
    if trigger.dep_ in ("dobj", "nsubjpass") and is_verb(head):
        words = verb_keys(head)
        return f"{words[-1]} it" if words[-1] in known.background["verbs"] - {"mourn", "mark"} else ""
    return ""


def _by_reference(trigger: Token, known: StandingTable) -> str:
    """ "since the invasion", "after Iraq's invasion of Kuwait": a deed of history that only dates another."""
    if lemma(trigger) not in known.background["historic"] or trigger.dep_ != "pobj":
        return ""
    word = str(trigger.head.lower_)
    return f"{word} the {lemma(trigger)}" if word in ("since", "during", "after", "before", "of", "in", "from") else ""


def _by_year_of(trigger: Token, report: Report, known: StandingTable) -> str:
    """ "the massacre of 1982": a deed called by a year long before the report."""
    years = [
        w.text for prep in children(trigger, "prep") if prep.lower_ in ("of", "in") for w in children(prep, "pobj")
    ]
    published = report.published.start
    for year in years:
        if published is not None and _YEAR.fullmatch(year) and int(year) <= published.year - known.years_ago_at_least:
            return f"of {year}"
    return ""


def _by_habit(trigger: Token, time: MentionTime | None) -> str:
    """ "they operate with suicide bombing": a bare noun of manner in the simple present tells what such people do."""
    if time is not None:
        return ""
    noun = trigger
    while noun.dep_ == "conj" and not is_verb(noun.head):
        noun = noun.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("with", "like", "through", "via"):
        return ""
    if is_definite(noun) or any(children(noun, "det", "poss", "nummod")):
        return ""
    verb = clause_verb(noun.head)
    simple = verb is not None and verb.tag_ in ("VBP", "VBZ", "VB") and not any(children(verb, "aux"))
    return "what such people do" if simple else ""


def _by_charge(trigger: Token, known: StandingTable) -> str:
    """ "accused the army of mass murder": a charge in general."""
    if trigger.dep_ != "pobj" or trigger.head.lower_ not in ("of", "with") or is_verb(trigger):
        return ""
    above = trigger.head.head
    if part_of_speech(above) == "NOUN" and is_verb(above.head):  # "of" may hang on those who are charged
        above = above.head
    if lemma(above) not in known.background["charging"] or any(children(trigger, "det", "poss", "nummod", "prep")):
        return ""
    return f"what somebody is {above.text} of"


def _by_role(sentence: Sentence, verb: Token, time: MentionTime | None, known: StandingTable) -> str:
    """ "forces fighting the rebels", "groups who target aid workers": it says who somebody is, not what happened.

    A participle tells so only of verbs that last ("fighting"); a relative clause in the present of any verb of harm.
    """
    if time is not None or not is_verb(verb) or sentence.segment.heading or any(children(verb, "neg")):
        return ""
    first = verb
    while first.dep_ == "conj" and is_verb(first.head):
        first = first.head
    who = first.head
    named = part_of_speech(who) == "NOUN" or who.tag_ in ("NNP", "NNPS") or who.lower_ in ("those", "anyone", "people")
    if not named or lemma(who) in known.background["deeds"]:
        return ""
    if first.dep_ == "acl" and verb.tag_ == "VBG" and lemma(verb) in known.background["lasting"]:
        return f"who the {who.text} are"
    present = is_present(verb) or (verb is not first and verb.tag_ == first.tag_ and is_present(first))
    harm = lemma(verb) in known.background["lasting"] | known.background["role"]
    # "Which is said to be rich and holds hostages": the first of two joined verbs may be passive.
    doer = next(children(first, "nsubj", *(["nsubjpass"] if verb is not first else [])), None)
    if first.dep_ == "relcl" and present and not is_perfect(verb) and harm and doer is not None:
        return f"who the {who.text} are" if doer.tag_ in ("WDT", "WP") else ""
    return ""


def _by_career(trigger: Token, known: StandingTable) -> str:
    """ "have spent years training and fighting beside them"."""
    word = trigger
    while word.dep_ == "conj" and word.head != word:
        word = word.head
    verb = word.head
    if word.dep_ not in ("dobj", "xcomp", "advcl", "ccomp") or lemma(verb) not in known.background["spending"]:
        return ""
    before = verb.doc[verb.i + 1 : trigger.i]
    return next((f"{lemma(verb)} {token.text}" for token in before if token.lower_ in known.background["times"]), "")
