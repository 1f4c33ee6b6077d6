"""The gate keeps out no frame that would hold: sentences made of the frames' own words are read the same without it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.knowledge.framebook import FrameBook
from dragoman.reading.events.gate import FrameGate
from dragoman.reading.events.match import match_verb
from dragoman.reading.events.scene import Scene
from dragoman.reading.events.syntax import is_verb
from dragoman.reading.parse import Parser
from dragoman.reading.segment import segment
from dragoman.settings import Settings

OWN = (
    "The air-strike on the U.S.-led convoy did not leave them able to come back.\n\n"
    "No one was told not to go; troops who had been on their way were to be put on alert.\n\n"
    "He set the roof of the embassy on fire and the guards took no action.\n\n"
    "Parliament set ablaze.\n\nA state of emergency was put in place in the capital."
)


@pytest.fixture(scope="module")
def book():
    return FrameBook.load()


def _word(wanted, book, number):
    """One of the words that a constraint asks for, a class by one of its members."""
    plain = [part for part in wanted if part not in ("@some", "@none", "@any", "@place-or-none", "@bare")]
    if not plain:
        return ""
    part = plain[number % len(plain)]
    noun, _, group = part.rpartition("@")
    if not group or part == noun:
        return part
    members = sorted(word for word, names in book.classes.items() if group in names and word.isalpha()) or ["man"]
    return noun + members[number % len(members)]


def _sentence(frame, book, number):
    """A sentence in which a frame may hold; what the parser makes of it does not matter here."""
    subject = _word(frame.subject, book, number) or ("troops", "He", "Syria", "The minister")[number % 4]
    prep, inside = frame.prep[number % len(frame.prep)] if frame.prep else ("", None)
    inside = _word((inside,), book, number) if inside else "gate"
    verb = f"{_word(frame.modal, book, number) or ('would', 'did not')[number % 2]} {frame.lemma}"
    words = [subject, verb, frame.particle, _word(frame.object, book, number), _word(frame.comp, book, number)]
    behind = f"{prep} the {inside}" if prep else ""
    return " ".join(filter(None, [*words, behind, _word(frame.needs, book, number)])) + "."


def test_what_the_gate_keeps_out_would_not_have_held(book):
    frames = sorted({frame for found in book.verbs.values() for frame in found}, key=repr)[::30]
    text = "\n\n".join([OWN, *(_sentence(frame, book, number) for number, frame in enumerate(frames))])
    gate, held, kept_out = FrameGate(book), 0, 0
    for sentence in Parser.load(Settings().model).parse(text, segment(text)):
        free = Scene(sentence, book)
        gated = replace(free, gate=gate)
        words = gate.words_of(sentence)
        for verb in filter(is_verb, sentence.tokens):
            found = match_verb(free, verb)
            assert match_verb(gated, verb) == found, (sentence.text, verb, found)
            held += found is not None
            all_of_it = book.verbs.get(verb.lemma_, ())
            kept_out += len(all_of_it) - len(gate.open_to(verb.lemma_, words)) if all_of_it else 0
    assert held > 45
    assert kept_out > 1_500
