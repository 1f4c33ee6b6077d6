"""Small real files of every format, made with the libraries that write them or by hand, for the tests of intake."""

from __future__ import annotations

import gzip
import io
import json
import mailbox
import random
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TOWNS = ("Arden", "Belmore", "Corrin", "Dunmere", "Elsby", "Farrow", "Gilden", "Hallam")


def story(number: int = 0) -> str:
    """A report of a few sentences, different for every number."""
    town = TOWNS[number % len(TOWNS)]
    return (
        f"Gunmen attacked a police post in {town} on Monday and wounded {number + 2} officers, the ministry said. "
        f"The attackers fled towards the river before reinforcements came to {town}, residents told reporters there. "
        f"A spokesman for the governor denied that shop number {number} was hit during the fighting near the bridge. "
        "Nobody claimed the attack so far. The ministry said that an investigation was opened on the same evening."
    )


def salad(number: int) -> str:
    """Sentences that no other number has, long enough to be no copy of another's."""
    chance = random.Random(number)
    words = ["".join(chance.choice("abdeghiklmnoprstu") for _ in range(chance.randint(3, 9))) for _ in range(60)]
    return f"The police said on Monday that {' '.join(words[:30])}. It was told that {' '.join(words[30:])}."


def page(number: int = 0, head: str = "", lang: str = "en") -> str:
    """A saved page with navigation around its story."""
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in story(number).rstrip(".").split(". "))
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>Post attacked {number} | The Arden Paper</title>{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Police post attacked {number}</h1>"
        f"{paragraphs}</article><footer>Imprint and contact of the paper</footer></body></html>"
    )


def message(number: int = 0, html: bool = False) -> EmailMessage:
    """A newsletter's message: a text part, or a poor one beside an HTML part."""
    made = EmailMessage()
    made["Subject"] = f"Evening digest {number}"
    made["From"] = "Arden Desk <desk@arden.example>"
    made["To"] = "reader@example.org"
    made["Date"] = f"Tue, {number + 4:02d} May 2021 23:30:00 +0300"
    made["Message-ID"] = f"<digest-{number}@arden.example>"
    if html:
        made.set_content("View this message in your browser.")
        made.add_alternative(page(number), subtype="html")
    else:
        made.set_content(story(number))
    return made


def warc(pages: int = 3, packed: bool = True) -> bytes:
    """A web archive: a request, an image, a page that is gone, and pages."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)

    def answer(url: str, body: bytes, media: str, status: str = "200 OK") -> None:
        headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        dated = {"WARC-Date": "2021-05-06T07:08:09Z"}
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=headers, warc_headers_dict=dated
            )
        )

    asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "arden.example")], is_http_request=True)
    writer.write_record(
        writer.create_warc_record("https://arden.example/", "request", payload=io.BytesIO(b""), http_headers=asked)
    )
    answer("https://arden.example/logo.png", b"\x89PNG....", "image/png")
    answer("https://arden.example/gone", b"<html>no</html>", "text/html", "404 Not Found")
    for number in range(pages):
        answer(
            f"https://arden.example/2021/05/{number}?utm_source=x", page(number).encode(), "text/html; charset=utf-8"
        )
    return out.getvalue()


def mbox(folder: Path, count: int = 3) -> bytes:
    """A mailbox as the standard library writes it."""
    path = folder / "made.mbox"
    box = mailbox.mbox(path)
    for number in range(count):
        box.add(message(number, html=number % 2 == 1))
    box.close()
    data = path.read_bytes()
    path.unlink()
    return data


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes], packing: str = "gz") -> bytes:
    """A TAR archive, packed or not."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{packing}") as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def jsonl(count: int = 3) -> bytes:
    """JSON lines."""
    lines = (json.dumps({"id": f"r{n}", "text": story(n), "published": f"2021-05-0{n + 1}"}) for n in range(count))
    return "\n".join(lines).encode()


def csv(count: int = 3, names: str = "headline,body,date,link", delimiter: str = ",") -> bytes:
    """A table with a header."""
    rows = [
        delimiter.join((f"Headline {n}", f'"{story(n)}"', f"2021-05-0{n + 1}", f"https://arden.example/t/{n}"))
        for n in range(count)
    ]
    return "\n".join([names.replace(",", delimiter), *rows]).encode()


def pdf(words: str) -> bytes:
    """A PDF file of one page, written by hand."""
    lines = " ".join(f"({line}) Tj T*" for line in _wrapped(words))
    content = f"BT /F1 10 Tf 12 TL 40 780 Td {lines} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (Post attacked) /Author (Ada Reed) >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _wrapped(words: str, width: int = 90) -> list[str]:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line.replace("(", "\\(").replace(")", "\\)") for line in lines]


def rss(count: int = 2) -> bytes:
    """A feed whose items hold their articles."""
    items = "".join(
        f"<item><title>Item {n}</title><link>https://arden.example/f/{n}</link><guid>f{n}</guid>"
        f"<pubDate>Tue, 0{n + 4} May 2021 10:00:00 GMT</pubDate><description>{story(n)}</description></item>"
        for n in range(count)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Arden Feed</title>{items}</channel></rss>".encode()


def every_format(folder: Path) -> dict[str, bytes]:
    """One good file of each format by its name."""
    return {
        "a.txt": story(0).encode(),
        "b.md": f"# Headline of the note\n\n{story(1)}\n".encode(),
        "c.html": page(2).encode(),
        "d.rss": rss(),
        "e.json": json.dumps([{"title": "One", "text": story(4)}, {"title": "Two", "content": story(5)}]).encode(),
        "f.jsonl": jsonl(),
        "g.csv": csv(),
        "h.tsv": csv(delimiter="\t"),
        "i.eml": message(6).as_bytes(),
        "j.mbox": mbox(folder),
        "k.warc": warc(2, packed=False),
        "l.warc.gz": warc(2),
        "m.zip": zipped({"one.txt": story(1).encode(), "in/two.html": page(2).encode()}),
        "n.tar.gz": tarred({"one.txt": story(3).encode(), "in/two.eml": message(2).as_bytes()}),
        "o.tar": tarred({"one.txt": story(5).encode()}, packing=""),
        "p.jsonl.gz": gzip.compress(jsonl()),
        "q.pdf": pdf(story(7)),
    }
