"""What a request asks for: its language, its numbers, its query."""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

MOST_BODY = 200_000


async def query_of(request: Request) -> tuple[str | None, Response | None]:
    """The query of a SPARQL request, or why it is refused."""
    if request.method == "GET":
        if "update" in request.query_params:
            return None, PlainTextResponse("This endpoint is read-only.\n", 403)
        return request.query_params.get("query"), None
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/sparql-update":
        return None, PlainTextResponse("This endpoint is read-only.\n", 403)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BODY:
            return None, PlainTextResponse("The query is too long.\n", 413)
    if media == "application/sparql-query":
        return body.decode("utf-8", "replace"), None
    if media == "application/x-www-form-urlencoded":
        form = parse_qs(body.decode("utf-8", "replace"))
        if "update" in form:
            return None, PlainTextResponse("This endpoint is read-only.\n", 403)
        return form.get("query", [""])[0], None
    return None, PlainTextResponse("Send a query as application/sparql-query or as a form.\n", 415)


def language_of(request: Request) -> str:
    """The interface's language: asked for, remembered, else what the browser likes better of the two."""
    for wanted in (request.query_params.get("lang"), request.cookies.get("lang")):
        if wanted in ("en", "de"):
            return wanted
    header = request.headers.get("accept-language", "").lower()
    places = {lang: header.find(lang) for lang in ("en", "de") if lang in header}
    return min(places, key=lambda lang: places[lang]) if places else "en"


def number_of(request: Request, name: str, usual: int, most: int) -> int:
    """A parameter as a number from 1 to `most`; the usual one where it is missing or none."""
    try:
        return min(most, max(1, int(request.query_params.get(name, usual))))
    except ValueError:
        return usual
