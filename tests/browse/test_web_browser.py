"""The server's pages in a real Chromium."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from stores import fill
from world import World

pytest.importorskip("playwright", reason="the browser tests need playwright")
pytest.importorskip("uvicorn", reason="the server needs the extra 'serve'")

import uvicorn

from kg_builder.browse.library import Library
from kg_builder.browse.web import make_app


@pytest.fixture(scope="module")
def site(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server."""
    path = tmp_path_factory.mktemp("served") / "store"
    fill(path, world)
    library = Library(path)
    app = make_app(library)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    app.state.site.endpoint.close()
    library.close()


@pytest.fixture
def local(browser, screenshots, request, site):
    """A page that may reach the server and nothing else; the test fails on any error in its console."""
    from conftest import Watched

    marker = request.node.get_closest_marker("phone")
    size = {"width": 390, "height": 844} if marker else {"width": 1300, "height": 900}
    context = browser.new_context(viewport=size, locale="en-GB")
    one = Watched(context.new_page(), screenshots, "web-" + request.node.name.removeprefix("test_"))
    yield one
    context.close()
    assert one.faults == []
    assert [url for url in one.requests if not url.startswith((site, "data:"))] == []


def test_from_the_overview_to_the_sentence(local, site: str) -> None:
    local.page.goto(site)
    local.shoot("overview")
    local.page.locator(".row").first.click()
    local.shoot("actor")
    local.page.locator("a.row").first.click()
    local.shoot("pair")
    local.page.locator(".statement a.type").first.click()
    local.shoot("statement")
    assert local.page.locator(".sentence mark").count() > 0
    assert "kg:polarity" in local.page.inner_text(".turtle")
    local.page.locator(".origin a").first.click()
    local.shoot("article")
    assert local.page.locator("article a.mention").count() > 0
    local.page.locator("article a.mention").first.click()
    assert "/actor/" in local.page.url


def test_search_completes(local, site: str) -> None:
    local.page.goto(site)
    local.page.fill("#q", "lawr")
    local.page.wait_for_selector("#suggestions [role=option]")
    local.shoot("suggestions")
    local.page.keyboard.press("ArrowDown")
    local.page.keyboard.press("Enter")
    local.page.wait_for_url("**/actor/Q58217")
    local.page.fill("#q", "Genf")
    local.page.keyboard.press("Enter")
    local.page.wait_for_url("**/search?q=Genf")
    assert local.page.locator("a.row[href^='/article/']").count() > 0


def test_graph_fetches_neighbourhoods(local, site: str) -> None:
    local.page.goto(f"{site}/graph")
    local.page.wait_for_selector("html[data-ready]")
    if local.page.get_attribute("html", "data-ready") == "failed":
        pytest.skip("this browser draws no WebGL")
    local.page.wait_for_timeout(600)
    local.shoot("whole")
    assert local.page.evaluate("kgGraph.order()") > 20
    x, y = local.page.evaluate("kgGraph.at('Q159')")
    with local.page.expect_response("**/api/neighbours**"):
        local.page.mouse.click(x, y)
    local.page.wait_for_timeout(400)
    local.shoot("neighbourhood")
    assert local.page.inner_text("#chosen-name") == "Russia"
    local.page.click("#chosen-link")
    local.page.wait_for_url("**/actor/Q159")


@pytest.mark.phone
def test_on_a_phone(local, site: str) -> None:
    for name, address in (("actor", "/actor/Q159?lang=de"), ("article", "/article/article-004.de.txt")):
        local.page.goto(site + address)
        local.shoot(name)
        assert local.page.evaluate("document.documentElement.scrollWidth") <= 390
