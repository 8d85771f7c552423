"""The web application over a store: pages for people, data for programs, read-only."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import DictLoader, Environment
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import URL, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg_builder.browse.answer_table import TABLE_FORMATS, answer_table
from kg_builder.browse.answers import GRAPH_FORMATS, Limits, chosen
from kg_builder.browse.library import Found, Library, serialized
from kg_builder.browse.pieces import Pieces, article_text, chart
from kg_builder.browse.requests import language_of, number_of, query_of
from kg_builder.browse.safety import safe_link
from kg_builder.browse.scenes import neighbourhood, whole
from kg_builder.browse.sparql import Endpoint
from kg_builder.browse.texts import Numbers
from kg_builder.graph.terms import article_iri, iri, statement_iri
from kg_builder.records import Reading, Statement

_ASSETS = files("kg_builder.browse") / "assets"
_WEB = _ASSETS / "web"
PAGE_SIZE = 25
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SHORT_FORMATS = {"turtle": "text/turtle", "jsonld": "application/ld+json", "ntriples": "application/n-triples"}
STATIC = {
    "graph.js": ("text/javascript", ("graph.js",)),
    "search.js": ("text/javascript", ("search.js",)),
    "sigma.js": ("text/javascript", ("vendor/sigma.min.js",)),
    "graphology.js": ("text/javascript", ("vendor/graphology.umd.min.js",)),
    "web.css": ("text/css", ("../palette.css", "web.css")),
}


class Site:
    """The application's handlers over one library."""

    def __init__(self, library: Library, limits: Limits | None = None) -> None:
        self.library = library
        self.endpoint = Endpoint(library.path, limits)
        self.words: dict[str, dict[str, str]] = {**_json("../strings.json"), **_json("strings.json")}
        names = [one.name for one in _WEB.iterdir() if one.name.endswith(".j2")]
        loader = DictLoader({name: (_WEB / name).read_text(encoding="utf-8") for name in names})
        self.templates = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        self.static = {name: (media, _joined(parts)) for name, (media, parts) in STATIC.items()}

    def page(self, request: Request, name: str, status: int = 200, **values: Any) -> Response:
        """A page from a template, in the reader's language."""
        lang = language_of(request)

        def t(key: str, **inserted: object) -> str:
            text = self.words[key][lang]
            for word, value in inserted.items():
                text = text.replace("{" + word + "}", str(value))
            return text

        other = "en" if lang == "de" else "de"
        switch = _local(request.url.include_query_params(lang=other))
        html = self.templates.get_template(name).render(t=t, lang=lang, switch=switch, path=request.url.path, **values)
        response = Response(html, status, media_type="text/html; charset=utf-8")
        if request.query_params.get("lang") in ("en", "de"):
            response.set_cookie("lang", lang, samesite="strict", httponly=True)
        return response

    def home(self, request: Request) -> Response:
        """Figures, the strongest ties and the most involved actors."""
        index, pieces = self.library.index, self._pieces(request)
        top = index.most_involved(12)
        most = max((int(index.involved[one]) for one in top), default=1) or 1
        actors = [
            {"card": pieces.actor_card(one), "count": count, "width": round(100 * count / most, 1)}
            for one in top
            for count in (int(index.involved[one]),)
        ]
        sizes = ((index.articles, "nArticles"), (index.statements, "nStatements"), (index.actors, "nActors"))
        return self.page(
            request, "home.html.j2",
            figures=[(len(part), key) for part, key in sizes],
            opposition=pieces.ties(index.top_ties(-1, 8)), support=pieces.ties(index.top_ties(1, 8)), actors=actors,
        )  # fmt: skip

    def search(self, request: Request) -> Response:
        """Actors and articles whose name or title holds the words."""
        text = request.query_params.get("q", "")[:200]
        index, pieces = self.library.index, self._pieces(request)
        actors = [{"card": pieces.actor_card(one), "count": int(index.involved[one])} for one in index.search(text, 50)]
        articles = [self._article_line(one) for one in index.search_titles(text, 50)]
        return self.page(request, "search.html.j2", query=text, actors=actors, articles=articles)

    def api_search(self, request: Request) -> Response:
        """Suggestions for a search field."""
        index, pieces = self.library.index, self._pieces(request)
        found = index.search(request.query_params.get("q", "")[:200], 8)
        cards = [(one, pieces.actor_card(one)) for one in found]
        answer = [
            {"key": self.library.key(i), "name": card.name, "href": card.href, "count": int(index.involved[i])}
            for i, card in cards
        ]
        return JSONResponse(answer)

    def actor(self, request: Request) -> Response:
        """An actor: offices, stances given and received over time, allies and opponents, media, statements."""
        number = self._actor_number(request.path_params["key"])
        index, pieces = self.library.index, self._pieces(request)
        actor = self.library.actor(number)
        rdf = self._rdf(request, lambda: self.library.actor_triples(actor))
        if rdf:
            return rdf
        rows = index.rows_of(number)
        given, received = index.source[rows] == number, index.target[rows] == number
        relation = index.relation[rows]
        parts = {"all": rows, "out": rows[given & relation], "in": rows[received & relation], "other": rows[~relation]}
        tab = request.query_params.get("tab", "all")
        listed = index.newest(parts.get(tab, rows))
        ties, degree = index.counterparts(number, 14), index.degree(number)
        return self.page(
            request, "actor.html.j2", card=pieces.actor_card(number), actor=actor, offices=pieces.offices(actor),
            given=chart(index.months(parts["out"])), received=chart(index.months(parts["in"])),
            ties=pieces.counterparts(number, ties), more_ties=max(0, degree - len(ties)), media=index.media_of(rows),
            tabs=[(name, len(part)) for name, part in parts.items()], tab=tab if tab in parts else "all",
            key=self.library.key(number), iri=iri(actor.id), **self._paged(request, listed),
        )  # fmt: skip

    def pair(self, request: Request) -> Response:
        """Two actors: their relationship over time, and what is said in both directions."""
        a, b = (self._actor_number(request.query_params.get(name, "")) for name in ("a", "b"))
        index, pieces = self.library.index, self._pieces(request)
        rows = index.between(a, b)
        cards = {number: pieces.actor_card(number) for number in (a, b)}
        ways = [
            {"from": cards[x], "to": cards[y], "chart": chart(index.months(part)), "count": len(part)}
            for x, y in ((a, b), (b, a))
            if len(part := rows[(index.source[rows] == x) & (index.target[rows] == y)])
        ]  # fmt: skip
        return self.page(request, "pair.html.j2", a=cards[a], b=cards[b], ways=ways,
                         **self._paged(request, index.newest(rows)))  # fmt: skip

    def statement(self, request: Request) -> Response:
        """A statement or event: its sentence, what it stands within, and its RDF."""
        identifier = request.path_params["id"]
        found = self.library.statement(identifier)
        if found is None:
            raise HTTPException(404)
        one, reading = found
        triples = partial(self.library.statement_triples, one)
        rdf = self._rdf(request, triples)
        if rdf:
            return rdf
        pieces = self._pieces(request)
        related = [pieces.card(Found(other, reading.article)) for other in _near(one.statement, reading)]
        turtle = serialized(triples(), "TURTLE").decode("utf-8", "replace")
        return self.page(request, "statement.html.j2", card=pieces.card(one), related=related, turtle=turtle,
                         reasons=one.statement.reasons, iri=statement_iri(identifier))  # fmt: skip

    def article(self, request: Request) -> Response:
        """An article with everything that was found in it marked in its text."""
        identifier = request.path_params["id"]
        reading = self.library.article_reading(identifier)
        if reading is None:
            raise HTTPException(404)
        rdf = self._rdf(request, lambda: self.library.article_triples(identifier))
        if rdf:
            return rdf
        pieces = self._pieces(request)
        ordered = sorted(reading.statements, key=lambda one: (one.evidence, one.cue.start))
        cards = [pieces.card(Found(one, reading.article)) for one in ordered]
        return self.page(request, "article.html.j2", article=reading.article, link=safe_link(reading.article.url),
                         paragraphs=article_text(reading, pieces),
                         cards=cards, iri=article_iri(identifier))  # fmt: skip

    def graph(self, request: Request) -> Response:
        """The graph view; its data comes from the addresses below."""
        return self.page(request, "graph.html.j2", actor=request.query_params.get("actor", "")[:500])

    def api_graph(self, request: Request) -> Response:
        """The most involved actors and the strongest edges among them, with places."""
        actors = number_of(request, "actors", 120, 2000)
        edges = number_of(request, "edges", 400, 40_000)
        return JSONResponse(whole(self._pieces(request), actors, edges))

    def api_neighbours(self, request: Request) -> Response:
        """The strongest ties of an actor."""
        number = self._actor_number(request.query_params.get("actor", ""))
        return JSONResponse(neighbourhood(self._pieces(request), number, number_of(request, "edges", 60, 2000)))

    async def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol, queries only; people get a form and a table."""
        text, problem = await query_of(request)
        if problem is not None:
            return problem
        accept = request.headers.get("accept", "*/*")
        if text is None:
            return self.page(request, "sparql.html.j2", limits=self.endpoint.limits)
        for_people = "text/html" in accept
        answer = await run_in_threadpool(self.endpoint.ask, text, TABLE_FORMATS if for_people else accept)
        if not for_people:
            return Response(answer.body, answer.status, media_type=answer.media)
        return self.page(request, "sparql.html.j2", answer.status, limits=self.endpoint.limits, asked=text,
                         shown=answer_table(answer, self.library))  # fmt: skip

    def asset(self, request: Request) -> Response:
        """A script or style of the pages."""
        if request.path_params["name"] not in self.static:
            raise HTTPException(404)
        media, body = self.static[request.path_params["name"]]
        return Response(body, media_type=media, headers={"Cache-Control": "max-age=3600"})

    def problem(self, request: Request, error: Exception) -> Response:
        """A page that says what is wrong."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        if "text/html" in request.headers.get("accept", ""):
            return self.page(request, "problem.html.j2", status, code=status)
        return PlainTextResponse(f"{status}\n", status)

    def _pieces(self, request: Request) -> Pieces:
        return Pieces(self.library, language_of(request))

    def _actor_number(self, key: str) -> int:
        number = self.library.actor_number(key)
        if number is None:
            raise HTTPException(404)
        return number

    def _article_line(self, number: int) -> dict[str, str]:
        index = self.library.index
        name = self.library.store.article_id(index.articles[number])
        return {
            "title": index.titles[number] or name,
            "date": index.published[number][:10],
            "medium": index.media[number],
            "href": "/article/" + quote(name),
        }

    def _paged(self, request: Request, rows: Numbers) -> dict[str, Any]:
        """One page of statements and where the next and previous ones are."""
        page = number_of(request, "page", 1, 1_000_000)
        start = (page - 1) * PAGE_SIZE
        found = self.library.found(rows[start : start + PAGE_SIZE])

        def address(number: int) -> str:
            return _local(request.url.include_query_params(page=number))

        return {
            "cards": self._pieces(request).cards(found),
            "total": len(rows),
            "previous": address(page - 1) if page > 1 else "",
            "next": address(page + 1) if start + PAGE_SIZE < len(rows) else "",
        }

    def _rdf(self, request: Request, triples: Callable[[], Any]) -> Response | None:
        """RDF where the reader asks for it by `format` or by an Accept header, else None."""
        asked = SHORT_FORMATS.get(request.query_params.get("format", ""))
        offered = {"text/html": "", "application/xhtml+xml": "", **GRAPH_FORMATS}
        media = asked or chosen(request.headers.get("accept", "text/html"), offered)
        if media not in GRAPH_FORMATS:
            return None
        body = serialized(triples(), GRAPH_FORMATS[media])
        return Response(body, media_type=media, headers={"Vary": "Accept"})


def make_app(library: Library, limits: Limits | None = None, hosts: tuple[str, ...] = ()) -> Starlette:
    """The ASGI application.

    hosts: names under which the server may be addressed beside this machine's own, against DNS rebinding.
    """
    site = Site(library, limits)

    def page(handler: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        async def run(request: Request) -> Response:
            return await run_in_threadpool(handler, request)

        return run

    routes = [
        Route("/", page(site.home)),
        Route("/search", page(site.search)),
        Route("/actor/{key:path}", page(site.actor)),
        Route("/pair", page(site.pair)),
        Route("/statement/{id:path}", page(site.statement)),
        Route("/article/{id:path}", page(site.article)),
        Route("/graph", page(site.graph)),
        Route("/api/search", page(site.api_search)),
        Route("/api/graph", page(site.api_graph)),
        Route("/api/neighbours", page(site.api_neighbours)),
        Route("/sparql", site.sparql, methods=["GET", "POST"]),
        Route("/static/{name}", page(site.asset)),
    ]
    names = ["127.0.0.1", "localhost", "[::1]", "testserver", *hosts]
    middleware = [Middleware(SafeHeaders), Middleware(TrustedHostMiddleware, allowed_hosts=names, www_redirect=False)]

    async def problem(request: Request, error: Exception) -> Response:
        return await run_in_threadpool(site.problem, request, error)

    app = Starlette(routes=routes, middleware=middleware, exception_handlers={HTTPException: problem})
    app.state.site = site
    return app


class SafeHeaders:
    """Sets the security policy on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = POLICY
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
            await send(message)

        await self.app(scope, receive, with_headers)


def _near(mine: Statement, reading: Reading) -> list[Statement]:
    """Statements of the same sentence, and those that report this one or that it reports."""
    return [
        other
        for other in reading.statements
        if other.id != mine.id
        and (mine.id == other.within or other.id == mine.within or other.evidence == mine.evidence)
    ]


def _local(address: URL) -> str:
    """Path and query of an address."""
    return f"{address.path}?{address.query}" if address.query else address.path


def _json(name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(_joined((name,)))
    return found


def _joined(parts: tuple[str, ...]) -> bytes:
    """Files of the assets one after the other; '../' leads to the assets of the page."""
    folder = {True: _ASSETS, False: _WEB}
    texts = [(folder[p.startswith("../")] / p.removeprefix("../")).read_text(encoding="utf-8") for p in parts]
    return "".join(texts).encode()
