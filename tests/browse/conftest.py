"""What the tests of the pages share: an invented world, a page of it, and a Chromium without a network."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from world import World, make_world

from kg_builder.browse.page import write_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require-browser", action="store_true", help="fail where no Chromium is found, do not skip")
    parser.addoption("--screenshots", default=None, metavar="DIR", help="keep the browser tests' screenshots in DIR")


@pytest.fixture(scope="session")
def world() -> World:
    return make_world()


@pytest.fixture(scope="session")
def page_file(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_page(world.statements, world.articles, path, actors=world.actors)
    return path


@pytest.fixture(scope="session")
def screenshots(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    chosen = request.config.getoption("--screenshots", default=None) or os.environ.get("KG_BUILDER_SCREENSHOTS")
    folder = Path(chosen) if chosen else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> "Iterator[Browser]":
    chosen = request.config.getoption("--require-browser", default=False)
    required = chosen or os.environ.get("KG_BUILDER_REQUIRE_BROWSER") == "1"

    def missing(reason: str) -> None:
        if required:
            pytest.fail(f"the browser tests are required, but {reason}")
        pytest.skip(reason)

    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if found is None:
        missing("no Chromium is installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=list(CHROMIUM_OPTIONS))
        yield launched
        launched.close()


class Watched:
    """A page of the browser with all that it said and asked for."""

    def __init__(self, page: "Page", screenshots: Path, name: str) -> None:
        self.page = page
        self.faults: list[str] = []
        self.requests: list[str] = []
        self._folder, self._name, self._count = screenshots, name, 0
        page.set_default_timeout(8000)
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self.requests.append(request.url))

    def _heard(self, kind: str, text: str) -> None:
        # What the driver says of its own speed is no fault of the page.
        if kind in ("error", "warning") and "GL Driver Message (OpenGL, Performance" not in text:
            self.faults.append(text)

    def open(self, path: Path, fragment: str = "") -> None:
        self.page.goto("about:blank")
        self.page.goto(path.as_uri() + fragment)
        self.page.wait_for_selector("html[data-ready]")
        self.page.wait_for_timeout(150)

    def shoot(self, what: str) -> None:
        """Keep a picture of the page. Chromium on a busy machine fails now and then, so it is asked again."""
        from playwright.sync_api import Error

        self._count += 1
        path = self._folder / f"{self._name}-{self._count}-{what}.png"
        for last in (False, False, True):
            try:
                self.page.screenshot(path=path)
                return
            except Error:
                if last:
                    raise
                self.page.wait_for_timeout(500)

    def left_the_page(self) -> list[str]:
        return [url for url in self.requests if not url.startswith(("file:", "data:", "blob:", "about:"))]


def _context(browser: "Browser", **options: object) -> "BrowserContext":
    return browser.new_context(offline=True, accept_downloads=True, **options)  # type: ignore[arg-type]


@pytest.fixture
def watched(browser: "Browser", screenshots: Path, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A desktop-sized page; the test fails if anything was logged as an error or asked of a network."""
    name = re.sub(r"\W+", "-", request.node.name).removeprefix("test_")
    phone = request.node.get_closest_marker("phone") is not None
    size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
    context = _context(browser, viewport=size, has_touch=phone, device_scale_factor=2 if phone else 1)
    one = Watched(context.new_page(), screenshots, name)
    yield one
    context.close()
    assert one.faults == []
    assert one.left_the_page() == []


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "phone: the browser has the size of a phone")
