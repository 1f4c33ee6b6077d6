"""Words of violence that tell of none: games, markets, politics, nature, fiction, plans, denials, history.

Every sentence was made up for this table. Not one may count as a deed of violence, coercion or protest of today.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dragoman.model import HAPPENED, Published, Report
from dragoman.reading import Reader

_DAY = date(2024, 5, 15)
_GROUPS = ("violence", "coercion", "protest")

TRAPS = {
    "sport": [
        "The striker attacked from the left and shot low past the keeper in the 80th minute.",
        "Kenya bombed out of the tournament after a penalty shootout against Ghana.",
        "The champions were hammered 5-0 as the visitors' attack tore their defence apart in the second half.",
        "Real Madrid launched a late assault on the goal but the goalkeeper saved everything.",
        "The bowler destroyed the batting order, killing off any hope of a win on the final day of the cricket match.",
        "Manchester City fired four goals past their rivals to win the league.",
        "He is the deadliest shooter in the basketball league this season.",
    ],
    "business": [
        "The retailer is under attack from online rivals as its shares crashed 20 percent.",
        "The central bank fired a warning shot at currency traders on Monday.",
        "Airlines are locked in a price war that has killed two carriers' profits.",
        "The company's stock took a hit after the raid on its margins by discount stores.",
        "Chipmaker explodes onto the market with record sales.",
        "The minister defended the budget cuts that will hit farmers.",
        "Investors fled the shares after a profit warning, and the stock plunged.",
        "The merger was torpedoed by regulators in Brussels.",
    ],
    "politics": [
        "The opposition leader blasted the prime minister over the cost of living.",
        "The senator came under fire for his remarks on migrants.",
        "The bill was killed in committee by a vote of 12 to 9.",
        "The president survived a no-confidence vote on Tuesday.",
        "The governor shot down a proposal to raise fuel taxes.",
        "The party is at war with itself over the leadership.",
        "The ruling coalition suffered a crushing defeat in the local elections.",
        "She launched a scathing attack on the central bank's policies in a speech to parliament.",
        "Lawmakers clashed over the budget for a third day.",
        "The minister took aim at critics of the reform.",
    ],
    "figures of speech": [
        "The heat wave is killing tourism on the island.",
        "Social media exploded with anger after the verdict.",
        "Rising bread prices are a ticking time bomb, economists say.",
        "The pandemic struck the poorest districts hardest.",
        "A bombshell report on the bank shook the capital.",
        "The play has drawn fire from conservative groups.",
        "The virus attacks the lungs and kills one patient in five.",
        "The drought has hit farmers across the region.",
        "The singer killed it on stage in Lagos on Friday night.",
        "He suffered a heart attack at the airport.",
    ],
    "nature, disease and accidents": [
        "A powerful earthquake struck western Nepal on Friday, killing 128 people.",
        "Lightning killed seven villagers in Rajshahi on Sunday.",
        "At least 40 people died when a boat capsized off the coast.",
        "Floods killed 30 people and destroyed hundreds of homes in the province.",
        "A bus plunged into a ravine, killing 24 passengers, police said.",
        "A fire at a garment factory killed 17 workers on Tuesday.",
        "Cholera has killed 300 people since January, the health ministry said.",
        "An elephant killed two farmers near the reserve.",
    ],
    "drills": [
        "The navy fired missiles at a target ship during an exercise in the Gulf.",
        "Police simulated a hostage-taking at the airport in a drill on Wednesday.",
        "Soldiers staged a mock attack on the village as part of war games.",
    ],
    "fiction": [
        "In the film, a gang of robbers storms the bank and kills the manager.",
        "The novel opens with the assassination of a prime minister.",
        "The hero of the movie blows up a bridge in the final scene.",
    ],
    "planned, possible, denied": [
        "The army has no plans to attack the town.",
        "Police said there was no bomb in the suspicious bag left at the station.",
        "Troops would strike only if the talks failed, the general said.",
        "The group denied that it had kidnapped the engineers.",
        "Reports of an explosion at the port were false, the governor said.",
        "The threatened march on the capital did not take place.",
        "No attacks were reported on election day.",
        "The ministry dismissed rumours that gunmen had stormed the prison.",
        "What if the rebels attack the capital?",
        "The city is preparing for a possible missile attack.",
        "The militia could resume its attacks on shipping, analysts warn.",
    ],
    "history": [
        "The memorial honours the soldiers who were killed in the battle of 1916.",
        "The city was bombed heavily during the Second World War.",
        "He wrote a book on the massacre of 1982.",
        "The museum tells of the siege that killed thousands in the 17th century.",
        "Veterans marked the anniversary of the bombing of 1983.",
    ],
}
_MORE = list(csv.DictReader((Path(__file__).parent / "data" / "traps.csv").open(encoding="utf8")))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.mark.parametrize(("sort", "text"), [(sort, text) for sort, texts in TRAPS.items() for text in texts])
def test_no_false_alarm(reader: Reader, sort: str, text: str) -> None:
    assert _alarms(reader, text) == [], sort


@pytest.mark.parametrize("sort", sorted({row["sort"] for row in _MORE}))
def test_no_false_alarm_in_a_longer_table(reader: Reader, sort: str) -> None:
    alarms = {row["text"]: _alarms(reader, row["text"]) for row in _MORE if row["sort"] == sort}
    assert [text for text, found in alarms.items() if found] == []


def _alarms(reader: Reader, text: str) -> list[tuple[str, str]]:
    """Kind and word of each deed of violence, coercion or protest that counts as one of today."""
    mentions = reader.read(Report(text, "x", published=Published(_DAY, _DAY, "day", "given"))).mentions
    kinds = reader.events.book.kinds
    return [
        (m.kind, m.trigger.text)
        for m in mentions
        if m.status in HAPPENED and not m.background and kinds[m.kind].group in _GROUPS
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Israeli fire killed two fishermen off the coast.", "shooting"),
        ("Police fire killed three protesters in Lagos.", "shooting"),
        ("Lawmakers were killed when gunmen attacked parliament.", "assault"),
        ("The army attacked the press centre in the capital with rockets.", "shelling"),
        ("A bomber struck a market in Maiduguri, killing nine.", "suicide_bombing"),
        ("Russian bombers struck a power plant near Kharkiv.", "air_strike"),
        ("A suicide bomber struck a football stadium during a match in Maiduguri.", "suicide_bombing"),
        ("Gunmen opened fire at fans in a football stadium after the final.", "shooting"),
        ("A bomb exploded at a cricket ground during the match in Peshawar.", "bombing"),
        ("Gunmen attacked a market where customers were buying products, killing 12.", "assault"),
        ("The bank director was shot dead at his office, police at the scene said.", "shooting"),
        ("Engineers of the rebel army said that gunmen blew up the bridge.", "bombing"),
        ("A cameraman was shot dead in Gaza.", "shooting"),
        ("Protesters stormed through the gate of the palace.", "storming"),
    ],
)
def test_deeds_told_with_the_same_words_stay(reader: Reader, text: str, kind: str) -> None:
    mentions = reader.read(Report(text, "x", published=Published(_DAY, _DAY, "day", "given"))).mentions
    assert kind in {m.kind for m in mentions if m.status in HAPPENED and not m.background}
