"""The server's pages and data."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from stores import fill
from world import World

from kg_builder.records import Actor, Article, Participant, Phrase, Statement
from kg_builder.vocabulary import STATEMENT

pytest.importorskip("starlette", reason="the server needs the extra 'serve'")
pytest.importorskip("httpx", reason="the test client needs httpx")

from starlette.testclient import TestClient

from kg_builder.browse.answers import Limits
from kg_builder.browse.library import Library
from kg_builder.browse.pieces import matter_of
from kg_builder.browse.web import make_app

BAD = "</script><script>alert(1)</script>"


def client_of(path: Path) -> Iterator[TestClient]:
    library = Library(path)
    app = make_app(library, Limits(seconds=2.0))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client
    app.state.site.endpoint.close()
    library.close()


@pytest.fixture(scope="module")
def client(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("web") / "store"
    fill(path, world)
    yield from client_of(path)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    text = f"{BAD} warns {BAD}."
    actor = Actor(BAD, BAD, "person", (("de", BAD),))
    one = Statement(
        BAD, BAD, "stance", "Warn", Participant(actor, 0, len(BAD)), Participant(actor),
        Phrase("warns", len(BAD) + 1, len(BAD) + 6), (0, len(text)), -1, reasons=(BAD,),
    )  # fmt: skip
    article = Article(BAD, text, "en", BAD, "2024-01-01", "javascript:alert(1)", BAD)
    path = tmp_path_factory.mktemp("hostile") / "store"
    fill(path, World({BAD: article}, [one], [actor]))
    yield from client_of(path)


PAGES = (
    "/", "/search?q=rus", "/actor/Q159", "/actor/Q159?tab=in&page=2", "/pair?a=Q159&b=Q212", "/statement/st-004-of",
    "/article/article-004.de.txt", "/graph", "/sparql", "/static/web.css", "/static/graph.js",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_pages_answer_under_a_strict_policy(client: TestClient, address: str) -> None:
    answer = client.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    if answer.headers["content-type"].startswith("text/html"):
        assert not re.search(r"<[^>]*\son\w+=", answer.text)
        assert not re.search(r"<[^>]*\sstyle=", answer.text)
        assert not re.search(r"<script(?![^>]*\ssrc=)", answer.text)
        assert not re.search(r'(?:src|href)="(?!/|data:,|\?|https://news\.example/)', answer.text)


def test_actor_page_says_who_stands_where(client: TestClient) -> None:
    text = client.get("/actor/Q58217", headers={"accept": "text/html", "accept-language": "de"}).text
    assert "Sergej Lawrow" in text
    assert "Außenminister" in text
    assert "Gegner und Verbündete" in text


def test_pages_of_statements_cover_all_of_them(client: TestClient) -> None:
    seen: set[str] = set()
    address = "/actor/Q159"
    while address:
        text = client.get(address, headers={"accept": "text/html"}).text
        seen |= set(re.findall(r'class="type \w+" href="/statement/([^"]+)"', text))
        following = re.search(r'href="([^"]+)" rel="next"', text)
        address = following[1].replace("&amp;", "&") if following else ""
    library: Library = client.app.state.site.library  # type: ignore[attr-defined]
    number = library.actor_number("Q159")
    assert number is not None
    assert len(seen) == len(library.index.rows_of(number))


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        ("text/turtle", "text/turtle", ox.RdfFormat.TURTLE),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("text/html;q=0.2, application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
    ],
)
def test_iris_give_what_the_reader_asks_for(client: TestClient, accept: str, media: str, form: ox.RdfFormat) -> None:
    for address in ("/statement/st-004-of", "/article/article-004.de.txt", "/actor/Q159"):
        answer = client.get(address, headers={"accept": accept})
        assert answer.headers["content-type"].startswith(media)
        assert answer.headers["vary"] == "Accept"
        assert list(ox.parse(answer.content, format=form))


def test_a_statements_rdf_speaks_of_it(client: TestClient) -> None:
    triples = list(ox.parse(client.get("/statement/st-004-of?format=ntriples").content, format=ox.RdfFormat.N_TRIPLES))
    subjects = {str(triple.subject) for triple in triples}
    assert f"<{STATEMENT}st-004-of>" in subjects
    assert f"<{STATEMENT}st-004-of#evidence>" in subjects


def test_article_text_is_whole_and_linked(client: TestClient, world: World) -> None:
    text = client.get("/article/article-004.de.txt", headers={"accept": "text/html"}).text
    body = text.split("<article", 1)[1].split("</article>", 1)[0]
    plain = re.sub(r"<[^>]+>", "", body.split("</p>", 1)[1])
    assert "".join(plain.split()) == "".join(world.articles["article-004.de.txt"].text.split())
    assert 'class="mention" href="/actor/Q159"' in body


def test_graph_data(client: TestClient) -> None:
    whole = client.get("/api/graph?actors=10&edges=15").json()
    assert len(whole["nodes"]) == 10
    assert len(whole["edges"]) == 15
    keys = {node["key"] for node in whole["nodes"]}
    assert all(edge["s"] in keys and edge["t"] in keys for edge in whole["edges"])
    near = client.get("/api/neighbours?actor=Q159&edges=5").json()
    assert near["nodes"][0]["key"] == "Q159"
    assert all("Q159" in (edge["s"], edge["t"]) for edge in near["edges"])
    assert client.get("/api/graph?actors=x&edges=-4").status_code == 200


def test_search_suggestions(client: TestClient) -> None:
    assert client.get("/api/search?q=Lawrow").json()[0]["href"] == "/actor/Q58217"
    assert client.get("/api/search?q=").json() == []


@pytest.mark.parametrize(
    "address", ["/actor/nobody", "/statement/none", "/article/x", "/pair?a=Q159&b=x", "/pair", "/x"]
)
def test_what_is_not_there(client: TestClient, address: str) -> None:
    assert client.get(address, headers={"accept": "text/html"}).status_code == 404


def test_sparql_over_http(client: TestClient) -> None:
    ask = "ASK { ?s ?p ?o }"
    assert client.get("/sparql", params={"query": ask}).json()["boolean"] is True
    assert client.post("/sparql", data={"query": ask}).json()["boolean"] is True
    media = {"content-type": "application/sparql-query"}
    assert client.post("/sparql", content=ask, headers=media).json()["boolean"] is True
    update = {"content-type": "application/sparql-update"}
    assert client.post("/sparql", content="CLEAR ALL", headers=update).status_code == 403
    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 403
    assert client.get("/sparql", params={"update": "CLEAR ALL"}).status_code == 403
    assert client.post("/sparql", content="x", headers={"content-type": "text/plain"}).status_code == 415
    assert client.post("/sparql", content="x" * 300_000, headers=media).status_code == 413
    for method in ("PUT", "DELETE", "PATCH"):
        assert client.request(method, "/sparql").status_code == 405


HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_people_get_a_table(client: TestClient) -> None:
    query = "SELECT ?source ?statement ?article (1 AS ?n) { GRAPH ?article { ?statement kg:source ?source } } LIMIT 3"
    answer = client.get("/sparql", params={"query": query}, headers=HTML)
    assert answer.status_code == 200
    cells = re.findall(r"<td[^>]*>(.*?)</td>", answer.text)
    assert len(cells) == 12
    for cell, page in zip(cells[:3], ("actor", "statement", "article"), strict=True):
        found = re.fullmatch(r'<a href="(/\w+/[^"]*)">.+</a>', cell)
        assert found
        assert found[1].startswith(f"/{page}/")
        assert client.get(found[1], headers=HTML).status_code == 200
    assert re.findall(r'<td class="number">(.*?)</td>', answer.text) == ["1"] * 3


def test_other_answers_for_people(client: TestClient) -> None:
    asked = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}, headers=HTML)
    assert '<pre class="turtle">true</pre>' in asked.text
    triples = client.get("/sparql", params={"query": "CONSTRUCT { ?s kg:polarity ?o } { ?s kg:polarity ?o } LIMIT 1"},
                         headers=HTML)  # fmt: skip
    assert "polarity" in triples.text.split('<pre class="turtle">')[1]
    wrong = client.get("/sparql", params={"query": "SELECT <script>"}, headers=HTML)
    assert wrong.status_code == 400
    assert "Not a SPARQL query" in wrong.text
    none = client.get("/sparql", params={"query": "SELECT ?s { ?s kg:polarity 77 }"}, headers=HTML)
    assert "Rows: 0" in none.text


def test_the_example_query_finds_something(client: TestClient) -> None:
    form = client.get("/sparql", headers=HTML).text
    query = html.unescape(re.findall(r"<textarea[^>]*>(.*?)</textarea>", form, re.S)[0])
    assert client.get("/sparql", params={"query": query.replace("accuse", "condemn")}).json()["results"]["bindings"]


def test_a_markdown_heading_is_not_shown_as_text() -> None:
    assert matter_of("---\ntitle: T\ndate: 2020\n---\nText") == len("---\ntitle: T\ndate: 2020\n---\n")
    assert matter_of("---\nno end") == matter_of("Text\n---\nmore\n---\n") == matter_of("") == 0


def test_other_hosts_are_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_hostile_words_stay_text(hostile: TestClient) -> None:
    library: Library = hostile.app.state.site.library  # type: ignore[attr-defined]
    key = quote(library.key(0))
    bad = quote(BAD)
    places = (f"/actor/{key}", f"/statement/{bad}", f"/article/{bad}", f"/search?q={bad}", f"/graph?actor={bad}")
    asked = quote(f'SELECT ?s ("{BAD}" AS ?bad) {{ GRAPH ?g {{ ?s a kg:Stance }} }}')
    for address in ("/", *places, f"/pair?a={key}&b={key}", f"/sparql?query={asked}"):
        answer = hostile.get(address, headers={"accept": "text/html"})
        assert answer.status_code == 200, address
        assert "<script>" not in answer.text, address
        assert "javascript:" not in answer.text, address
    assert json.loads(hostile.get("/api/graph").text)["nodes"][0]["name"] == BAD


def test_language_is_kept(client: TestClient) -> None:
    assert "Auf einen Blick" in client.get("/?lang=de").text
    assert "Auf einen Blick" in client.get("/").text
    assert "At a glance" in client.get("/?lang=en").text
    client.cookies.clear()


def test_a_statement_is_not_related_to_itself(client: TestClient) -> None:
    text = client.get("/statement/st-004-of", headers={"accept": "text/html"}).text
    assert text.count('href="/statement/st-004-of"') == 1
    assert text.count('href="/statement/st-004-qu"') == 1
