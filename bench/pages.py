"""Web pages to measure intake with: seven kinds of layout, each with the paragraphs of its article beside it.

What the layouts do is what outlets do: content systems with widgets and comments, nested boxes without a meaning,
tables and line breaks of twenty years ago, live blogs, flashes of two sentences, consent banners.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass


def _stock(words: str) -> list[str]:
    """One choice a piece between bars."""
    return [" ".join(piece.split()) for piece in words.split("|")]


WHO = _stock(
    """police|gunmen|soldiers|rebels|protesters|officials|residents|doctors|guards|militants|farmers|lawyers|miners
    |pilots|teachers|drivers|traders|fishermen|engineers|students|pilgrims|nurses|ministers|herders|observers"""
)
DID = _stock(
    """attacked|surrounded|left|searched|entered|guarded|shelled|reached|closed|evacuated|raided|inspected|mined
    |abandoned|besieged|crossed|repaired|photographed|visited|occupied|blocked|patrolled|seized|retook|bombarded"""
)
WHERE = _stock(
    """the old market|the river bridge|a checkpoint|the airport road|the ministry|a school|the port|an oil depot
    |the grain silo|a police post|the northern suburb|the power station|an army base|the cathedral square
    |a field hospital|the border crossing|a refugee camp|the parliament|the bus terminal|the radio station"""
)
HOW = _stock(
    """before the curfew began|after a night of clashes|as reinforcements arrived from the capital|despite a truce
    |while negotiations went on in a neighbouring country|and shops stayed shut for a second week
    |according to a statement that was read on state television
    |although the governor had promised that nobody would be harmed
    |in what witnesses called the heaviest fighting since spring
    |without warning, a hospital director told reporters"""
)
DAYS = _stock("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday")
SYLLABLES = _stock("ba|du|ka|lo|mir|nar|os|pel|ra|shi|tan|ur|vel|zin|har|gol")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a server sends it, and what a reader should find on it."""

    kind: str
    data: bytes
    paragraphs: tuple[str, ...]


def name(chance: random.Random) -> str:
    """A name that no other page is likely to have."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title()


def sentence(chance: random.Random) -> str:
    """A sentence as reports have them."""
    return (
        f"The {chance.choice(WHO)} of {name(chance)} {chance.choice(DID)} {chance.choice(WHERE)}"
        f" on {chance.choice(DAYS)} {chance.choice(HOW)}, and at least {chance.randint(2, 90)} {chance.choice(WHO)}"
        f" were hurt, {name(chance)} said."
    )


def paragraph(chance: random.Random, most: int = 6) -> str:
    """Two and more sentences."""
    return " ".join(sentence(chance) for _ in range(chance.randint(2, most)))


def page(number: int) -> Page:
    """One page, the same for the same number; the kinds take turns."""
    chance = random.Random(number)
    kind = list(KINDS)[number % len(KINDS)]
    return KINDS[kind](
        chance, kind, f"Report {number} from {name(chance)}: {chance.choice(WHO)} at {chance.choice(WHERE)}"
    )


def links(chance: random.Random, least: int, most: int, shape: str) -> str:
    """Other stories, as lists beside and below an article show them."""
    return "".join(
        shape.format(n=n, words=f"{chance.choice(WHO).title()} of {name(chance)} at {chance.choice(WHERE)}, part {n}")
        for n in range(chance.randint(least, most))
    )


def head(chance: random.Random, title: str, more: str = "") -> str:
    """The head of a page with JSON-LD, OpenGraph, styles and scripts."""
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"2021-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}T08:00:00Z",
        "author": {"@type": "Person", "name": "Ada Reed"},
        "publisher": {"@type": "Organization", "name": "The Arden Paper"},
    }
    script = "".join(f"window.q{n}=function(a,b){{return a*{n}+b}};" for n in range(chance.randint(50, 600)))
    style = "".join(f".c{n}{{margin:{n}px;color:#{n:03x}}}" for n in range(chance.randint(50, 300)))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Arden Paper</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Arden Paper">'
        f'<meta name="viewport" content="width=device-width"><link rel="canonical" href="https://arden.example/{title.split()[1]}">'
        f'<script type="application/ld+json">{json.dumps(told)}</script><style>{style}</style>'
        f"<script>{script}</script>{more}</head>"
    )


def _newspaper(chance: random.Random, kind: str, title: str) -> Page:
    told = tuple(paragraph(chance) for _ in range(chance.randint(6, 26)))
    story = '<li class="item"><a href="/story/{n}"><img src="/i/{n}.jpg" alt=""><span>{words}</span></a></li>'
    body = "".join(f"<p>{text}</p>" for text in told)
    return _page(
        kind,
        told,
        head(chance, title),
        f"<body><header><nav><ul>{links(chance, 15, 40, story)}</ul></nav></header><main><article><h1>{title}</h1>"
        f'<div class="byline">By Ada Reed</div><div class="body">{body}</div></article>'
        f'<aside class="related"><ul>{links(chance, 30, 150, story)}</ul></aside></main>'
        "<footer><p>Imprint, contact, terms.</p></footer></body></html>",
    )


def _blog(chance: random.Random, kind: str, title: str) -> Page:
    told = tuple(paragraph(chance) for _ in range(chance.randint(4, 16)))
    widget = '<div class="widget widget_recent"><a href="/{n}">{words}</a></div>'
    said = "".join(f'<li class="comment"><p>{sentence(chance)}</p></li>' for _ in range(chance.randint(0, 30)))
    body = "".join(f"<p>{text}</p>" for text in told)
    return _page(
        kind,
        told,
        head(chance, title),
        f'<body class="single"><div id="page"><div id="masthead"><div class="menu">{links(chance, 8, 20, widget)}</div>'
        f'</div><div class="content-area"><div class="post-12 post type-post"><h1 class="entry-title">{title}</h1>'
        f'<div class="entry-content">{body}<div class="sharedaddy"><a href="#">Share</a><a href="#">Tweet</a></div>'
        "</div></div>"
        f'<div id="comments"><ol class="comment-list">{said}</ol></div></div>'
        f'<div id="secondary" class="widget-area">{links(chance, 20, 60, widget)}</div></div></body></html>',
    )


def _boxes(chance: random.Random, kind: str, title: str) -> Page:
    told = tuple(paragraph(chance) for _ in range(chance.randint(5, 20)))
    icon = '<svg viewBox="0 0 24 24"><path d="M12 2L2 7l10 5"></path><path d="M2 17l10 5"></path></svg>'
    card = (
        f'<div class="css-1x"><div class="css-2y">{icon}<a href="/a/{{n}}" class="css-3z"><div><span>{{words}}</span>'
        "</div></a></div></div>"
    )
    body = "".join(f'<div class="css-b"><div class="css-c"><p class="css-p">{text}</p></div></div>' for text in told)
    return _page(
        kind,
        told,
        head(chance, title),
        f'<body><div id="__next"><div class="css-0"><div class="css-h">{links(chance, 10, 25, card)}</div><div><div>'
        f'<h1 class="css-t">{title}</h1><section class="css-s">{body}</section></div>'
        f'<div class="css-r">{links(chance, 15, 60, card)}</div></div></div></div></body></html>',
    )


def _table(chance: random.Random, kind: str, title: str) -> Page:
    told = tuple(paragraph(chance) for _ in range(chance.randint(4, 14)))
    row = '<tr><td bgcolor="#cccccc"><font size="1"><a href="{n}.html">{words}</a></font></td></tr>'
    body = "".join(f'<p><font face="Times">{text}</font></p>\n' for text in told)
    return _page(
        kind,
        told,
        f"<html><head><title>{title}</title></head>",
        f'<body bgcolor="white"><center><font size="5"><b>{title}</b></font></center><div>{body}</div>'
        f'<table width="100%" border="0">{links(chance, 20, 60, row)}</table></body></html>',
    )


def _live(chance: random.Random, kind: str, title: str) -> Page:
    told = tuple(paragraph(chance, 4) for _ in range(chance.randint(25, 60)))
    posts = "".join(
        f'<div class="block" id="block-{n}"><h2>Update {n} from {name(chance)}</h2>'
        f'<time datetime="2021-05-04T{n % 24:02d}:10:00Z">{n % 24:02d}.10</time><p>{text}</p></div>'
        for n, text in enumerate(told)
    )
    story = '<li><a href="/live/{n}">{words}</a></li>'
    return _page(
        kind,
        told,
        head(chance, title),
        f"<body><nav><ul>{links(chance, 15, 30, story)}</ul></nav><main><article><h1>{title}</h1>"
        f'<div class="article-body">{posts}</div></article></main>'
        f"<footer><ul>{links(chance, 30, 80, story)}</ul></footer></body></html>",
    )


def _flash(chance: random.Random, kind: str, title: str) -> Page:
    told = (paragraph(chance, 3), sentence(chance))
    story = '<li class="teaser"><h3><a href="/n/{n}">{words}</a></h3></li>'
    return _page(
        kind,
        told,
        head(chance, title),
        f"<body><header><nav><ul>{links(chance, 10, 30, story)}</ul></nav></header><main><article><h1>{title}</h1>"
        f"<p>{told[0]}</p><p>{told[1]}</p></article><section><ul>{links(chance, 20, 80, story)}</ul></section></main>"
        "</body></html>",
    )


def _consent(chance: random.Random, kind: str, title: str) -> Page:
    told = tuple(paragraph(chance) for _ in range(chance.randint(3, 9)))
    partner = (
        '<li><label><input type="checkbox" name="p{n}">{words} Ltd stores and reads data on your device</label></li>'
    )
    body = "".join(f"<p>{text}</p>" for text in told)
    return _page(
        kind,
        told,
        head(chance, title),
        '<body><div id="onetrust-banner" class="cookie-banner" role="dialog"><h2>We value your privacy</h2>'
        f"<p>We and our partners store information on your device.</p><ul>{links(chance, 20, 120, partner)}</ul>"
        '<button>Accept all</button></div><main id="main-content"><div class="story-body">'
        f"<h1>{title}</h1>{body}</div></main></body></html>",
    )


def _page(kind: str, told: tuple[str, ...], *parts: str) -> Page:
    return Page(kind, "".join(parts).encode(), told)


KINDS: dict[str, Callable[[random.Random, str, str], Page]] = {
    "newspaper": _newspaper,
    "blog": _blog,
    "boxes": _boxes,
    "table": _table,
    "live": _live,
    "flash": _flash,
    "consent": _consent,
}


def kept(text: str, wanted: tuple[str, ...]) -> tuple[float, float]:
    """The share of an article's words that a text has, and the share of its words that are the article's."""
    of_text, of_article = text.split(), " ".join(wanted).split()
    found = sum(len(told.split()) for told in wanted if " ".join(told.split()) in " ".join(of_text))
    return found / max(1, len(of_article)), min(1.0, found / max(1, len(of_text)))
