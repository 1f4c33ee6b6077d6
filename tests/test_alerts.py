"""Alerts on real changes of a real ledger, to a real file, web server and mail server on loopback."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from xml.etree import ElementTree as tree

import pytest
from typer.testing import CliRunner
from web import page, serve, serve_mail

from dragoman.alerts import AlertPlan, Duty, Outbox, sink_of
from dragoman.alerts.duty import Told
from dragoman.cli.app import app
from dragoman.errors import BadSettings
from dragoman.ledger import Ledger
from dragoman.reading import Reader
from dragoman.settings import Settings

BOMB = "A car bomb exploded at a market in Mosul on Thursday, killing {dead} people, police said."
CLOSED = "The United States closed its embassy in Baghdad on Friday."
ATOM = "{http://www.w3.org/2005/Atom}"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def real_reader() -> Reader:
    return Reader.load(Settings(), by_sentence=True)


class Watch:
    """A ledger, the folder it is fed from, a file of alerts, and the clock."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        self.folder, self.clock = folder, Clock()
        (folder / "in").mkdir()
        self.path = folder / "a.ledger"
        self.ledger = Ledger.open(self.path, reader=reader, clock=self.clock)
        self.outbox = Outbox.beside(self.path)
        self.environment = {"HOOK": "secret"}

    def read(self, **files: str) -> None:
        self.clock.now += timedelta(hours=1)
        for name, text in files.items():
            record = {"id": name, "text": text, "published": "2021-03-05", "publisher": name.title()}
            (self.folder / "in" / f"{name}.jsonl").write_text(json.dumps(record) + "\n", encoding="utf8")
        self.ledger.add([self.folder / "in"])

    def duty(self, text: str) -> Duty:
        path = self.folder / "ALERTS.toml"
        path.write_text(text, encoding="utf8")
        plan = AlertPlan.load(path)
        sinks = {name: sink_of(name, one, plan.folder, self.environment) for name, one in plan.sinks.items()}
        return Duty(plan, self.ledger, self.outbox, sinks, self.clock)

    def tour(self, text: str) -> Told:
        self.clock.now += timedelta(minutes=1)
        return self.duty(text).tour()

    def titles(self) -> list[str]:
        path = self.folder / "alerts.atom"
        if not path.exists():
            return []
        return [entry.findtext(f"{ATOM}title") or "" for entry in tree.parse(path).getroot().iter(f"{ATOM}entry")]


@pytest.fixture
def watch(tmp_path: Path, real_reader: Reader) -> Iterator[Watch]:
    made = Watch(tmp_path, real_reader)
    yield made
    made.outbox.close()
    made.ledger.close()


def asking(what: str = "", **sinks: str) -> str:
    found = sinks or {"file": 'atom = "alerts.atom"'}
    told = "".join(f"[sink.{name}]\n{text}\n" for name, text in found.items())
    return f'[[alert]]\nname = "Mosul"\nto = {json.dumps(list(found))}\n{what}\n{told}'


def test_alerts_begin_from_now_and_each_change_is_told_once(watch: Watch) -> None:
    watch.read(herald=BOMB.format(dead="three"))
    assert watch.tour(asking()).queued == 0
    watch.read(post=CLOSED)
    told = watch.tour(asking())
    assert told.queued == told.sent == 1
    assert watch.titles()[0].startswith("new · ") and "embassy" in watch.titles()[0].lower()
    assert watch.tour(asking()) == Told()
    assert len(watch.titles()) == 1


def test_a_toll_that_changed_is_told_with_both_figures(watch: Watch) -> None:
    watch.tour(asking('on = ["toll"]'))
    watch.read(herald=BOMB.format(dead="three"))
    assert watch.tour(asking('on = ["toll"]')).queued == 0
    watch.read(herald=BOMB.format(dead="seven"))
    assert watch.tour(asking('on = ["toll"]')).queued >= 1
    assert any("3 → 7" in title for title in watch.titles())


def test_only_what_was_asked_for_is_told(watch: Watch) -> None:
    for what in ('on = ["posture"]', 'kind = "closure"', 'about = "embassy"', 'country = "Iraq"\norigins = 2'):
        fresh = asking(what).replace('"Mosul"', json.dumps(what))
        watch.tour(fresh)
    watch.read(herald=BOMB.format(dead="three"))
    assert watch.tour(asking('on = ["posture"]').replace('"Mosul"', "'on = [\"posture\"]'")).queued == 0
    watch.read(post=CLOSED)
    assert watch.tour(asking('kind = "closure"').replace('"Mosul"', "'kind = \"closure\"'")).queued == 1
    assert watch.tour(asking('country = "Iraq"\norigins = 2').replace('"Mosul"', '"new name"')).queued == 0


def test_a_denial_is_told_as_one(watch: Watch) -> None:
    watch.read(herald=BOMB.format(dead="three"))
    watch.tour(asking('on = ["denied"]'))
    (incident,) = watch.ledger.incidents()
    watch.clock.now += timedelta(hours=1)
    watch.ledger.correct("set", incident.incident_id, "status=denied", by="Ana", reason="the governor took it back")
    assert watch.tour(asking('on = ["denied"]')).sent == 1
    assert "occurred → denied" in watch.titles()[0]


def test_what_a_person_rejects_is_told_as_retracted(watch: Watch) -> None:
    watch.read(herald=BOMB.format(dead="three"))
    watch.tour(asking('on = ["retracted"]'))
    (incident,) = watch.ledger.incidents()
    watch.clock.now += timedelta(hours=1)
    watch.ledger.correct("reject", incident.incident_id, by="Ana", reason="a film scene")
    assert watch.tour(asking('on = ["retracted"]')).sent == 1
    assert "Mosul" in watch.titles()[0]


def test_quiet_hours_hold_alerts_and_lose_none(watch: Watch) -> None:
    text = 'quiet = "22:00-06:00"\ntimezone = "UTC"\n' + asking()
    watch.tour(text)
    watch.clock.now = watch.clock.now.replace(hour=21, minute=30)
    watch.read(post=CLOSED)
    held = watch.tour(text)
    assert (held.queued, held.sent, held.held) == (1, 0, 1)
    assert watch.titles() == []
    watch.clock.now += timedelta(hours=8)
    assert watch.tour(text).sent == 1
    assert len(watch.titles()) == 1


def test_a_webhook_gets_signed_json_and_keeps_what_failed(watch: Watch) -> None:
    with serve({"/hook": page("busy", 503)}) as site:
        text = asking(hook=f'webhook = "http://127.0.0.1:{site.port}/hook"\nsecret_env = "HOOK"')
        watch.tour(text)
        watch.read(post=CLOSED)
        failed = watch.tour(text)
        assert failed.sent == 0 and "503" in failed.failed[0]
        site.routes["/hook"] = page("thanks", 202)
        assert watch.tour(text).sent == 1
        body, headers = site.posted[-1], site.asked[-1][1]
        seconds = headers["x-dragoman-signature"].partition("t=")[2].partition(",")[0]
        expected = hmac.new(b"secret", f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
        assert headers["x-dragoman-signature"] == f"t={seconds},v1={expected}"
        told = json.loads(body)
        assert (told["alert"], told["kind"], told["events"]) == ("Mosul", "closure", ["new", "posture"])
        assert told["evidence"][0]["text"] == CLOSED
        assert len(site.posted) == 2
        assert json.loads(site.posted[0])["change_id"] == told["change_id"]


def test_mail_lists_the_changes_of_an_alert(watch: Watch) -> None:
    with serve_mail() as (port, mails):
        text = asking(mail=f'smtp = "smtp://127.0.0.1:{port}"\nfrom = "desk@a.example"\nto = ["ana@a.example"]')
        watch.tour(text)
        watch.read(post=CLOSED, herald=BOMB.format(dead="three"))
        assert watch.tour(text).sent == 2
        (mail,) = [message_from_bytes(one, policy=policy.default) for one in mails]
        assert mail["Subject"].startswith("Mosul: ") and "(and 1 more)" in mail["Subject"]
        words = mail.get_content()
        assert CLOSED in words and BOMB.format(dead="three") in words and "dragoman show inc" in words


def test_a_preview_sends_and_notes_nothing(watch: Watch) -> None:
    watch.tour(asking())
    watch.read(post=CLOSED)
    assert len(list(watch.duty(asking()).preview())) == 1
    assert len(list(watch.duty(asking()).preview("2026-11-20T00:00:00.000000Z"))) == 1
    assert watch.titles() == []
    assert watch.tour(asking()).sent == 1


def test_another_file_is_never_overwritten(watch: Watch) -> None:
    watch.tour(asking())
    (watch.folder / "alerts.atom").write_text("my notes")
    watch.read(post=CLOSED)
    assert "no feed of alerts" in watch.tour(asking()).failed[0]
    assert (watch.folder / "alerts.atom").read_text() == "my notes"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no alert"),
        ('[[alert]]\nname = "a"\nto = ["none"]', "`to` lists sinks"),
        ('[[alert]]\nto = ["f"]\n[sink.f]\natom = "a"', "needs a name"),
        ('[[alert]]\nname = "a"\nto = ["f"]\non = ["news"]\n[sink.f]\natom = "a"', "`on` lists some of"),
        ('[[alert]]\nname = "a"\nto = ["f"]\nkind = "bomming"\n[sink.f]\natom = "a"', "alert 1: "),
        ('quiet = "late"\n[[alert]]\nname = "a"\nto = ["f"]\n[sink.f]\natom = "a"', "quiet is written"),
        ('timezone = "Mars/North"\nquiet = "22:00-06:00"\n[[alert]]\nname = "a"\nto = ["f"]\n[sink.f]\natom = ""', "zone"),  # noqa: E501
        ('[[alert]]\nname = "a"\nto = ["f"]\nwhen = "now"\n[sink.f]\natom = "a"', "unknown key 'when'"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "ALERTS.toml"
    path.write_text(text)
    with pytest.raises(BadSettings, match=said):
        AlertPlan.load(path)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "needs one of the keys"),
        ({"webhook": "ftp://a.example", "secret_env": "HOOK"}, "no address"),
        ({"webhook": "https://a.example/", "secret_env": "NONE"}, "not set"),
        ({"smtp": "mail.example", "from": "a", "to": ["b"]}, "is written smtp"),
        ({"smtp": "smtp://mail.example", "from": "a"}, "a list `to`"),
        ({"atom": "a", "colour": "red"}, "unknown key"),
    ],
)
def test_a_wrong_sink_is_told_what_is_wrong(settings: dict[str, object], said: str) -> None:
    with pytest.raises(BadSettings, match=said):
        sink_of("s", settings, Path(), {"HOOK": "x"})


def test_the_command_previews_and_sends(watch: Watch) -> None:
    (watch.folder / "ALERTS.toml").write_text(asking())
    words = ["alert", str(watch.folder / "ALERTS.toml"), "--ledger", str(watch.path)]
    first = CliRunner().invoke(app, words)
    assert first.exit_code == 0, first.output
    assert "first run of Mosul" in first.stderr
    watch.clock.now = datetime.now(UTC)
    watch.read(post=CLOSED)
    preview = CliRunner().invoke(app, [*words, "--dry-run"])
    assert "Mosul\tfile" in preview.stdout and watch.titles() == []
    sent = CliRunner().invoke(app, words)
    assert sent.exit_code == 0 and len(watch.titles()) == 1
    assert CliRunner().invoke(app, [*words, "--since", "24h"]).exit_code == 2
    nowhere = CliRunner().invoke(app, ["alert", words[1], "--ledger", str(watch.folder / "none.ledger")])
    assert nowhere.exit_code == 1 and not (watch.folder / "none.ledger").exists()
