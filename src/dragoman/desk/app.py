"""The desk as an ASGI application: which address is answered by what, and how errors are told."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from typing import Any
from urllib.parse import quote, unquote, urlencode

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from ..errors import BadSettings, DragomanError, LedgerBusy, MissingModel, NotFound
from ..model import Correction
from . import changes, moments, overview, people, report, review, search
from .api import API
from .guard import MOST_BODY_BYTES, NAME_COOKIE, SESSION_COOKIE, Guard, cookies
from .incident import incident
from .openapi import check_words, document
from .printed import brief
from .question import Question
from .situation import situation
from .statements import statements
from .visit import Desk, Handler, Visit

PAGES: dict[str, Handler] = {
    "/situation": situation,
    "/incidents": overview.incidents,
    "/incidents/{id}": incident,
    "/timeline": overview.timeline_view,
    "/map": overview.map_view,
    "/posture": overview.posture,
    "/disagreements": overview.disagreements,
    "/statements": statements,
    "/actors": people.actors,
    "/actors/{id:path}": people.actor,
    "/reports": report.reports,
    "/reports/{id}": report.report,
    "/changes": changes.view,
    "/search": search.search,
    "/queue": search.queue,
    "/corrections": changes.decisions,
    "/add": lambda visit: visit.page("add.html"),
    "/help": lambda visit: visit.page("help.html"),
    "/api": lambda visit: visit.page("api.html", document=document()),
    "/brief": brief,
}
"""Every page of the desk, by its address."""

_STATUS: tuple[tuple[type[DragomanError], int], ...] = (
    (NotFound, 404), (BadSettings, 400), (LedgerBusy, 503), (MissingModel, 503),
)  # fmt: skip
_YEAR_SECONDS = 31_536_000
_KINDS = {".css": "text/css", ".js": "text/javascript", ".map": "application/json", ".svg": "image/svg+xml"}
Answer = Callable[[Request], Awaitable[Response]]


def make_app(desk: Desk) -> ASGIApp:
    """The application on a desk. It closes the desk's ledgers when it ends."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        desk.looks.close()

    routes = [
        Route("/", lambda request: RedirectResponse(f"/situation{_query(request)}", 302)),
        Route("/static/{name}", static),
        Route("/favicon.ico", lambda request: static_file("icon.svg")),
        Route("/api/openapi.json", lambda request: JSONResponse(document())),
        *(Route(path, _reading(desk, handler)) for path, handler in PAGES.items()),
        *(Route(path, _reading(desk, handler)) for path, handler in API.items() if path != "/api/corrections"),
        Route("/api/corrections", _reading(desk, API["/api/corrections"]), methods=["GET"]),
        Route("/api/corrections", _posted(desk, _decide_by_program), methods=["POST"]),
        Route("/review", _posted(desk, _decide), methods=["POST"]),
        Route("/add", _posted(desk, _add), methods=["POST"]),
        Route("/name", _posted(desk, _name), methods=["POST"]),
        Route("/moments", _moments, methods=["POST"]),
    ]
    handlers: Mapping[Any, Any] = {DragomanError: _told(desk), HTTPException: _told(desk), Exception: _told(desk)}
    # Outside of everything, so that an answer about a fault of the program is sealed too.
    return Guard(Starlette(routes=routes, exception_handlers=handlers, lifespan=lifespan), desk.door)


def _query(request: Request) -> str:
    return f"?{request.url.query}" if request.url.query else ""


# Reading


def _reading(desk: Desk, handler: Handler) -> Answer:
    """An answer made on the thread of the ledger that is looked at."""

    async def answer(request: Request) -> Response:
        words = dict(request.query_params)
        if request.url.path.startswith("/api/"):
            check_words(words)
        question = Question.of(words, desk.settings)
        jar = cookies(request.headers)
        session = jar.get(SESSION_COOKIE, "")
        fresh = desk.review and len(session) < 32
        if fresh:
            session = secrets.token_urlsafe(32)
        csrf = desk.door.csrf(session) if desk.review else ""
        by = review.reviewer(_plain(jar.get(NAME_COOKIE, "")))
        seen = moments.Seen.of(_plain(jar.get(moments.SEEN_COOKIE, "")))
        saved = moments.saved(_plain(jar.get(moments.SAVED_COOKIE, "")))

        def work(ledger: Any) -> Response:
            path = request.url.path
            return handler(
                Visit(desk, ledger, question, request.path_params, path, words, by, csrf, seen.before, saved)
            )

        response = await desk.looks.read(question.look, work)
        if fresh:
            response.set_cookie(SESSION_COOKIE, session, httponly=True, samesite="strict", path="/")
        if response.media_type == "text/html":
            _keep(response, moments.SEEN_COOKIE, seen.cookie)
        return response

    return answer


def _plain(word: str) -> str:
    """A cookie's word as it was before it was made fit for a header."""
    return unquote(word)


def static_file(name: str) -> Response:
    """A style sheet or script of the desk. Only names of the package's own folders are known."""
    package = files("dragoman.desk")
    houses = (package / "style", package / "draw", package / "static", files("dragoman.brief") / "templates")
    kind = _KINDS.get(f".{name.rpartition('.')[2]}")
    for house in houses if kind and "/" not in name and "\\" not in name and not name.startswith(".") else ():
        found = house / name
        if found.is_file():
            return Response(found.read_bytes(), media_type=kind, headers={"cache-control": "max-age=60"})
    return PlainTextResponse("there is no such file\n", 404)


async def static(request: Request) -> Response:
    """Answer for /static/{name}."""
    return static_file(request.path_params["name"])


# Writing


def _posted(desk: Desk, handler: Callable[[Desk, Request], Awaitable[Response]]) -> Answer:
    """An answer to what changes the ledger: only where the desk was opened for review."""

    async def answer(request: Request) -> Response:
        if not desk.review:
            raise HTTPException(403, "this desk is for reading only: start it with `dragoman serve --review`")
        return await handler(desk, request)

    return answer


async def _form(desk: Desk, request: Request) -> tuple[dict[str, str], list[UploadFile]]:
    """The words and files of a form that this desk gave out. Raises HTTPException."""
    form = await request.form(max_files=20, max_fields=60, max_part_size=MOST_BODY_BYTES)
    words = {name: value for name, value in form.items() if isinstance(value, str)}
    session = cookies(request.headers).get(SESSION_COOKIE, "")
    if not desk.door.knows_form(session, words.get("csrf", "")):
        raise HTTPException(
            403, "this form is from before the desk was last started: go back, reload the page, send it again"
        )
    return words, [value for value in form.getlist("file") if isinstance(value, UploadFile) and value.filename]


async def _decide(desk: Desk, request: Request) -> Response:
    """A decision from a form; the page it came from is shown again, with the effect."""
    form, _ = await _form(desk, request)
    decision = review.Decision.of(form, _plain(cookies(request.headers).get(NAME_COOKIE, "")))
    made = await desk.looks.write(decision.carried_out)
    back = review.safe_next(form.get("next", ""))
    response = RedirectResponse(f"{back}{'&' if '?' in back else '?'}{urlencode({'said': made.correction_id})}", 303)
    _keep_name(response, decision.by)
    return response


async def _decide_by_program(desk: Desk, request: Request) -> Response:
    """A decision as JSON. Its content type is one that no form of another site can send."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, "send the decision as application/json")
    try:
        given = await request.json()
    except ValueError as error:
        raise BadSettings(f"that is no JSON: {error}") from error
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise BadSettings("send one object of texts: op, target, value, reason, by")
    made: Correction = await desk.looks.write(review.Decision.of(given, "").carried_out)
    from ..model import as_record

    return JSONResponse(as_record(made), 201)


async def _add(desk: Desk, request: Request) -> Response:
    """A report that was pasted, or files that were dropped: read into the ledger, then shown."""
    form, uploads = await _form(desk, request)
    given = [(upload.filename or "report.txt", await upload.read()) for upload in uploads]
    if not given:
        given = [("pasted.jsonl", review.pasted(form))]
    recorded, skipped = 0, []
    for name, content in given:
        added = await desk.looks.write(partial(review.read_in, name=name, content=content))
        recorded += added.recorded
        skipped += [item.reason for item in added.skipped]
    told = {"recorded": recorded, "skipped": "; ".join(skipped)[:300]}
    return RedirectResponse(f"/reports?{urlencode({'sort': '-recorded'} | told)}", 303)


async def _name(desk: Desk, request: Request) -> Response:
    """Who decides, asked once."""
    form, _ = await _form(desk, request)
    response = RedirectResponse(review.safe_next(form.get("next", "")), 303)
    _keep_name(response, review.reviewer(form.get("by", "")))
    return response


def _keep_name(response: Response, name: str) -> None:
    _keep(response, NAME_COOKIE, name)


def _keep(response: Response, cookie: str, word: str) -> None:
    """Keep a word of the visitor's own for a year, fit for a header."""
    response.set_cookie(cookie, quote(word), max_age=_YEAR_SECONDS, httponly=True, samesite="strict", path="/")


async def _moments(request: Request) -> Response:
    """A moment is kept under a name, or forgotten: in the visitor's own cookie, so that reading alone allows it."""
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    known = moments.saved(_plain(cookies(request.headers).get(moments.SAVED_COOKIE, "")))
    response = RedirectResponse(review.safe_next(form.get("next", ""), "/changes"), 303)
    _keep(response, moments.SAVED_COOKIE, moments.kept(known, form))
    return response


# Errors


def _told(desk: Desk) -> Callable[[Request, Exception], Awaitable[Response]]:
    """An error in words that say what to do, as a page or as data."""

    async def answer(request: Request, error: Exception) -> Response:
        status, told = _words_of(error)
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": told}, status)
        page = desk.pages.get_template("error.html")
        return HTMLResponse(page.render(status=status, told=told, view="error"), status)

    return answer


def _words_of(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        usual = {404: "there is no such page", 405: "that cannot be done here"}
        return error.status_code, usual.get(error.status_code, error.detail)
    for kind, status in _STATUS:
        if isinstance(error, kind):
            return status, str(error)
    if isinstance(error, DragomanError):
        return 500, str(error)
    return 500, "the desk failed at this; what the terminal says about it helps to mend it"
