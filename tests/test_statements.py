"""Statements: every construction and stance on sentences written for this test, and spans that hold on any text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.knowledge.cues import load_cues
from dragoman.model import ActorMention, Reading, Report, Statement
from dragoman.reading.parse import Parser
from dragoman.reading.segment import segment
from dragoman.reading.statements import StatementReader, by_sentence
from dragoman.settings import Settings

STANCES = {
    "asserts",
    "denies",
    "threatens",
    "warns",
    "demands",
    "promises",
    "doubts",
    "predicts",
    "claims_responsibility",
}


def split(report: Report, parser: Parser, found: list[Statement]) -> tuple[Statement, ...]:
    spans = tuple(sentence.span for sentence in parser.parse(report.text, segment(report.text)))
    return by_sentence(Reading(report, sentences=spans, statements=tuple(found))).statements


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load(Settings().model)


@pytest.fixture(scope="module")
def reader() -> StatementReader:
    return StatementReader.load()


@pytest.fixture(scope="module")
def read(parser: Parser, reader: StatementReader):
    def run(text: str, kind: str = "news", actors=(), author: str | None = None) -> list[Statement]:
        report = Report(text, "test", kind=kind, author=author)
        return reader.read(report, parser.parse(text, segment(text)), actors)

    return run


CONSTRUCTIONS = [
    # text, source, cue, content, direct
    ("The minister said that the bridge was open.", "The minister", "said", "that the bridge was open", False),
    ('"The bridge is open," the minister said.', "the minister", "said", '"The bridge is open,"', True),
    ('"The bridge is open," said the minister.', "the minister", "said", '"The bridge is open,"', True),
    ("The talks, the envoy said, have failed.", "the envoy", "said", "The talks … have failed", False),
    (
        "Officials told reporters that the airport would stay shut.",
        "Officials",
        "told",
        "that the airport would",
        False,
    ),
    ("According to the police, three men fled by boat.", "the police", "According to", "three men fled by boat", False),
    ("Three men fled by boat, according to the police.", "the police", "according to", "Three men fled by boat", False),
    ("The report shows that attacks doubled in March.", "The report", "shows", "that attacks doubled in March", False),
    ("The convoy was reportedly attacked near the border.", None, "reportedly", "The convoy was", False),
    ("As one diplomat put it, the mission has become a prison.", "one diplomat", "put it", "the mission has", False),
    ('Mayor Lena Ortiz: "We are ready."', "Mayor Lena Ortiz", ":", '"We are ready."', True),
    ("Lawmakers criticized the government for its slow response.", "Lawmakers", "criticized", "the government", False),
    ("The party called for an early election.", "The party", "called for", "an early election", False),
    ("The plant was opposed by farmers.", "farmers", "opposed", "The plant", False),
]


@pytest.mark.parametrize(("text", "source", "cue", "content", "direct"), CONSTRUCTIONS)
def test_construction(read, text, source, cue, content, direct):
    found = [s for s in read(text) if s.text.startswith(content)]
    assert found, [s.text for s in read(text)]
    statement = found[0]
    assert (statement.source.text if statement.source else None) == source
    assert statement.cue is not None and cue in statement.cue.text
    assert statement.direct is direct
    assert statement.sentence_text == text


FORCE = [
    ("The minister denied that his troops had crossed the river.", "denies"),
    ('"No, there were no casualties among our soldiers," the spokesman said.', "denies"),
    ("The ministry had nothing to do with the raid, its spokesman said.", "denies"),
    ('"We will strike back at anyone who attacks our bases," the general said.', "threatens"),
    ("The general vowed to avenge the death of his brother.", "threatens"),
    ("The commander made it clear that his fighters would continue to attack convoys.", "threatens"),
    ("The militia threatened to close the oil terminal.", "threatens"),
    ("The two governments repeated the threat.", "threatens"),
    ("The rebels claimed responsibility for the bombing in the port.", "claims_responsibility"),
    ("The embassy warned its citizens of an imminent attack on hotels.", "warns"),
    ("The advisory instructs travelers to avoid the north because of kidnapping.", "warns"),
    ("Analysts said the garrison faces a growing threat.", "warns"),
    ("The president demanded that the militia lay down its arms.", "demands"),
    ("The governor ordered the closure of all schools in the province.", "demands"),
    ("The prime minister promised to protect foreign missions.", "promises"),
    ("Critics doubt that the truce will hold.", "doubts"),
    ("The colonel said that the threat to leave was a bluff.", "doubts"),
    ("Analysts said the talks would resume within weeks.", "predicts"),
    ("The mayor said the road was closed on Sunday.", "asserts"),
    ("Officials said not all militias obey the council.", "asserts"),
    ("The envoy did not deny that he had met the rebels.", "asserts"),
    ("Aides said the ministry should have acted sooner.", "asserts"),
]


@pytest.mark.parametrize(("text", "stance"), FORCE)
def test_stance(read, text, stance):
    assert stance in {s.stance for s in read(text)[:1]}, [(s.stance, s.text) for s in read(text)]


def test_quotation_over_sentences_and_paragraphs(read):
    text = (
        '"The roads are closed," said Karim Aziz, a shopkeeper. "Nobody can get out. We have no water."\n\n'
        '"My sons left on foot," he added.'
    )
    first, second = read(text)
    assert first.text == '"The roads are closed," … "Nobody can get out. We have no water."'
    assert first.source.name == "Karim Aziz"
    assert second.source.text == "he"
    assert second.source.name == "Karim Aziz"
    assert text[slice(*second.source.link)].startswith("Karim Aziz")


def test_bare_quotation_belongs_to_the_speaker_before(read):
    text = 'Nadia Ferris, a nurse, said the ward was full.\n\n"We had no beds," Ferris said.\n\n"People slept outside."'
    last = read(text)[-1]
    assert "People slept outside" in last.text
    assert last.source.name == "Nadia Ferris"


def test_surname_takes_the_full_name(read):
    text = "Senator Paul Okoro said the vote was fair. Okoro said that turnout was high."
    assert [s.source.name.split()[-2:] for s in read(text)] == [["Paul", "Okoro"], ["Paul", "Okoro"]]


def test_hearsay_in_two_steps(read):
    inner = next(
        s
        for s in read("The newspaper reported that three officials said the bunker was empty.")
        if s.text == "the bunker was empty"
    )
    assert inner.source.text == "three officials"
    assert inner.reported_by.text == "The newspaper"


@pytest.mark.parametrize(
    ("text", "said", "speaker", "stance", "by"),
    [
        ("According to Reuters, an envoy said the bridge was open.", "the bridge was open", "an envoy", "asserts",
         "Reuters"),
        ("The paper quoted a witness as saying that shots were fired.", "that shots were fired", "a witness", "asserts",
         "The paper"),
        ("The paper quoted the envoy as denying that he had fled.", "that he had fled", "the envoy", "denies",
         "The paper"),
        ("The paper, citing two officials, reported that the king had died.", "that the king had died", "two officials",
         "asserts", "The paper"),
        ("State television said nine men were held, citing the interior ministry.", "nine men were held",
         "the interior ministry", "asserts", "State television"),
    ],
)  # fmt: skip
def test_whose_word_a_report_passes_on(read, text, said, speaker, stance, by):
    inner = next(s for s in read(text) if s.reported_by is not None)
    assert (inner.text, inner.source.text, inner.stance, inner.reported_by.text) == (said, speaker, stance, by)


def test_silence_denies_nothing(read):
    assert read("The ministry has neither confirmed nor denied the strike.") == []
    assert [s.stance for s in read("The envoy refused to comment on the strike.")] == ["asserts"]
    assert read("May 3, 2021 Topic: Mali Region: Africa Tags: army") == []


def test_document_speaks_for_its_maker(read):
    text = (
        "The Interior Ministry said in a statement that two guards were hurt. "
        "The statement added that the gate was damaged."
    )
    last = read(text)[-1]
    assert last.source.text == "The statement"
    assert last.source.name == "Interior Ministry"


def test_actor_mention_fills_the_source(read):
    text = "Baghdad said the strike was illegal."
    mention = ActorMention(0, 7, "Baghdad", "country", "gov-irq", "Government of Iraq", head=0)
    source = read(text, actors=[mention])[0].source
    assert (source.actor_id, source.name) == ("gov-irq", "Government of Iraq")


def test_pronoun_follows_the_actors_antecedent(read):
    text = "He said the strike was illegal."
    mention = ActorMention(0, 2, "He", "person", "p1", "Adel Karim", head=0, antecedent=(0, 2))
    assert read(text, actors=[mention])[0].source.name == "Adel Karim"


def test_author_of_opinion_speaks(read):
    text = "Obviously the mission was a mistake from the start.\n\nThe minister said that the road was open."
    news, opinion = read(text), read(text, kind="opinion")
    assert not any(s.source and s.source.name == "author" for s in news)
    author = [s for s in opinion if s.source and s.source.name == "author"]
    assert [s.sentence_text for s in author] == ["Obviously the mission was a mistake from the start."]


def test_author_is_named_by_the_byline(read):
    text = "By Mara Lindqvist\n\nThe council should never have trusted the warlords again."
    found = read(text, kind="opinion", author="Mara Lindqvist")
    assert any(s.source and s.source.text == "Mara Lindqvist" for s in found)


def test_same_words_in_two_wordings_are_one(read):
    text = (
        "Senator Paul Okoro said the embassy guards bravely stopped armed looters at the northern gate.\n\n"
        "Senator Paul Okoro said that embassy guards stopped armed looters at the northern gate."
    )
    assert len([s for s in read(text) if "looters" in s.text]) == 1
    other = text.replace("Paul Okoro said that", "Ruth Hale said that")
    assert len([s for s in read(other) if "looters" in s.text]) == 2


def test_no_statement_in_plain_narration(read):
    assert read("The river rose two metres overnight. Trees fell across the railway.") == []


def test_by_sentence_keeps_source_and_one_cue(read, parser):
    text = '"The roads are closed," said Karim Aziz. "Nobody can get out. We have no water."'
    report = Report(text, "test")
    whole = read(text)
    parts = split(report, parser, whole)
    assert [p.sentence_text for p in parts] == [
        '"The roads are closed," said Karim Aziz.',
        '"Nobody can get out.',
        'We have no water."',
    ]
    assert [p.cue is not None for p in parts] == [True, False, False]
    assert {p.source.text for p in parts} == {"Karim Aziz"}
    assert len({p.statement_id for p in parts}) == 3


def test_users_own_cue_and_weight(tmp_path, parser):
    text = "The council bewailed the loss of the old bridge."
    report = Report(text, "test")
    sentences = parser.parse(text, segment(text))
    assert not StatementReader.load().read(report, sentences)
    (tmp_path / "cues.csv").write_text(
        "lemma,pos,frames,stance,weight,description\nbewail,verb,np,doubts,5,mourns aloud\n", encoding="utf8"
    )
    own = StatementReader.load([tmp_path])
    assert [s.stance for s in own.read(report, sentences)] == ["doubts"]


def test_book_of_cues():
    book = load_cues()
    shelves = (book.verbs, book.nouns, book.adjectives, book.adverbs, book.phrases)
    cues = [cue for shelf in shelves for cue in shelf.values()]
    assert len(cues) >= 350
    assert all(cue.stance in STANCES and cue.frames and cue.description for cue in cues)


PIECES = st.sampled_from(
    [
        '"', "“", "”", "'", " ", ". ", ", ", "\n\n", "\n", ": ", " — ", "? ", "said ", "He said ", "the minister ",
        "told reporters ", "that ", "according to ", "we will attack ", "not ", "denied ", "reportedly ", "As X put it",
        "Gen. Omar Haddad ", "who ", "the report ", "was warned by ", "10 ", "é", "🙂", "(", ")", "I ", "must ", "- ",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(PIECES, max_size=40), kind=st.sampled_from(["news", "opinion"]))
def test_spans_hold_on_any_text(read, parser, parts, kind):
    text = "".join(parts)
    found = read(text, kind=kind)
    assert found == read(text, kind=kind)
    report = Report(text, "test", kind=kind)
    for statement in [*found, *split(report, parser, found)]:
        assert statement.stance in STANCES
        assert statement.content
        assert text[statement.sentence.start : statement.sentence.end] == statement.sentence_text
        assert statement.text == " … ".join(text[span.start : span.end] for span in statement.content)
        taken = [span for span in (statement.source, statement.cue) if span is not None]
        for span in taken:
            assert text[span.start : span.end] == span.text
        for content in statement.content:
            assert 0 <= content.start < content.end <= len(text)
            assert all(content.end <= span.start or span.end <= content.start for span in taken)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_arbitrary_text_is_read_without_error(read, text):
    for statement in read(text):
        assert statement.text
