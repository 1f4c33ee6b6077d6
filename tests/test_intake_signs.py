"""What is told of a text before it is read: patterns by their hints, its language, and how its letters are written."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.sources.clean import Debris
from dragoman.sources.decode import repair
from dragoman.sources.documents import _letters
from dragoman.sources.hints import Hinted, Words
from dragoman.sources.language import language_of

DEBRIS = Debris.load()


def shipped() -> list[Hinted]:
    from dragoman.sources.signs import Signs

    signs = [sign.pattern for _, signs in Signs.load().verdicts.values() for sign in signs]
    return [*signs, *(row[0] for row in (*DEBRIS.lines, *DEBRIS.fragments, *DEBRIS.notes))]


@pytest.mark.parametrize("hinted", [one for one in shipped() if one.need], ids=lambda one: one.pattern.pattern[:30])
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_a_pattern_matches_holds_one_of_its_hints(hinted: Hinted, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(hinted.pattern))
    # The long s and the Kelvin sign match s and k without regard to case, and have small forms of their own.
    if not set("\u017f\u212a\u0130\u0131") & set(text):
        assert hinted.can_match(Words.of(text))


@pytest.mark.parametrize(
    ("pattern", "text", "possible"),
    [
        (r"\bby (?:rebels|gunmen)", "by the gunmen", False),
        (r"\bby (?:rebels|gunmen)", "by gunmen", True),
        (r"(?:a|an) bomb", "bombs", False),
        (r"\d+ (?:dead)?", "nothing of it", True),
        (r"x*y?", "", True),
        (r"&#39;|39;", "in 39 towns;", False),
        (r"&#39;|39;", "the town&#39;s", True),
        (r"(?:un){2}clear", "ununclear", True),
        (r"(?:un){2}clear", "unity", False),
        (r"\bI(?: am| have)", "they have", False),
        (r"the (?:\w+ )?minister, (?:he )?said", "the minister, said", True),
        (r"the (?:\w+ )?minister, (?:he )?said", "the minister was silent", False),
    ],
)
def test_a_pattern_is_tried_where_what_it_needs_is_there(pattern: str, text: str, possible: bool) -> None:
    assert Hinted.of(pattern).can_match(Words.of(text)) is possible


@given(st.text(max_size=200))
def test_letters_are_counted_as_python_counts_them(text: str) -> None:
    letters = [char for char in text if char.isalpha()]
    assert _letters(text) == (len(letters), sum(char.isupper() for char in letters))


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=200))
def test_repair_line_by_line_is_repair(text: str) -> None:
    import ftfy

    from dragoman.sources.decode import _REPAIR

    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    assert repair(text)[0] == ftfy.fix_text(plain, _REPAIR)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("هاجم مسلحون نقطة تفتيش", "ar"),
        ("افراد مسلح به پاسگاه پلیس حمله کردند", "fa"),
        ("武装分子周一袭击了一个警察局，两名警察受伤。", "zh"),
        ("Des hommes armés ont attaqué un poste de police lundi", "fr"),
        ("Silahlı kişiler pazartesi günü bir polis karakoluna saldırdı", "tr"),
        ("Gunmen attacked a police post on Monday and wounded two officers", "en"),
        ("GUNMEN ATTACKED A POLICE POST NEAR THE RIVER ON MONDAY MORNING", "en"),
        ("Abu Mahdi al-Muhandis, Qassem Soleimani, Kata'ib Hezbollah, Asa'ib Ahl al-Haq", "en"),
        ("Une bombe", "en"),
        ("", "en"),
    ],
)
def test_english_unless_it_is_plainly_another(text: str, language: str) -> None:
    assert language_of(text) == language
