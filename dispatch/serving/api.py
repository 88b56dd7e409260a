"""The addresses of the server, typed: OpenAPI is made of these."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final, TypedDict

from fastapi import FastAPI, Header, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from dispatch.serving.shop import Basket, Bought, DayShape, Health, Refused, Shop, Wanted
from dispatch.slots.shapes import SlotsJson

_REFRESH_SECONDS: Final = 30
_MOST_ASKING: Final = 32
"""Questions that may wait at once: fewer than there are threads, so that no purchase waits for them."""

type _Key = Annotated[str, Header(max_length=200)]
_LOG: Final = logging.getLogger("dispatch.serving")


class Problem(TypedDict):
    """Say what is wrong, and what to do; no personal data."""

    error: str
    hint: str


_PROBLEMS: Final[dict[int | str, dict[str, object]]] = {
    status: {"model": Problem} for status in (400, 401, 404, 408, 409, 413, 415, 421, 422, 429, 503)
}
_ANY_OBJECT: Final = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
}
"""The body of a basket event: the shop itself says what is wrong with one."""


def make_api(shop: Shop, version: str) -> FastAPI:
    """Make the application that answers for a shop."""
    api = FastAPI(
        title="local-dispatch",
        version=version,
        description="Which windows can still be promised, and purchases as they come.",
        responses=_PROBLEMS,
        docs_url=None,
        redoc_url=None,
    )
    asking = _Asking()

    # What the shop says has its type already: checking it once more would take as long as the answer.
    @api.get("/slots", response_model=SlotsJson, summary="Which windows can be promised to a basket")
    async def slots(basket: Annotated[Basket, Query()]) -> JSONResponse:
        with asking.one():
            return JSONResponse(await run_in_threadpool(shop.ask, basket))

    @api.post("/promises", status_code=201, response_model=SlotsJson, summary="Hold a window for a basket")
    def promise(wanted: Wanted, idempotency_key: _Key = "") -> JSONResponse:
        told = shop.take(wanted, idempotency_key)
        return JSONResponse(told, 200 if told["taken"] and told["taken"]["known"] else 201)

    @api.post(
        "/purchases",
        status_code=201,
        summary="One basket event: paid, changed or cancelled",
        openapi_extra=_ANY_OBJECT,
    )
    async def purchases(
        request: Request,
        response: Response,
        idempotency_key: _Key = "",
    ) -> Bought:
        text = (await request.body()).decode("utf-8", "replace")
        bought = await run_in_threadpool(shop.buy, text, idempotency_key)
        response.status_code = 200 if bought["known"] else 201
        return bought

    @api.get("/day", summary="Today, without persons")
    def day() -> DayShape:
        return shop.day()

    @api.get("/health", summary="Whether the server answers")
    def health() -> Health:
        return shop.health()

    @api.get("/", summary="The dispatcher's page", response_class=Response)
    def page(if_none_match: Annotated[str, Header()] = "") -> Response:
        found = shop.page()
        if found is None:
            raise Refused(404, "There is no plan yet.", "Plan the day first.")
        known_by, html = found
        headers = {"ETag": known_by, "Cache-Control": "no-cache", "Refresh": str(_REFRESH_SECONDS)}
        if if_none_match == known_by:
            return Response(status_code=304, headers=headers)
        return Response(html, media_type="text/html; charset=utf-8", headers=headers)

    _handle_problems(api)
    return api


class _Asking:
    """Count the questions that wait, in the one thread of the event loop."""

    def __init__(self) -> None:
        self._count = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Let one more wait; refuse it at once where too many do."""
        if self._count >= _MOST_ASKING:
            raise Refused(503, "Too many ask at once; come back in a moment.")
        self._count += 1
        try:
            yield
        finally:
            self._count -= 1


def _handle_problems(api: FastAPI) -> None:
    """Say what is wrong without repeating what was sent: it may be a person's."""

    @api.exception_handler(Refused)
    def refused(_request: Request, problem: Refused) -> JSONResponse:
        headers = {"Retry-After": "2"} if problem.status == 503 else None
        return JSONResponse({"error": problem.error, "hint": problem.hint}, problem.status, headers)

    @api.exception_handler(RequestValidationError)
    def invalid(_request: Request, problem: RequestValidationError) -> JSONResponse:
        told = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['type']}" for one in problem.errors())
        return JSONResponse(
            {"error": f"The request is not right: {told}.", "hint": "See /openapi.json."}, 422
        )

    @api.exception_handler(HTTPException)
    def http(_request: Request, problem: HTTPException) -> JSONResponse:
        # A body that cannot be read (nested too deep, say) is a request that is not right, as any other.
        if isinstance(problem.__cause__, RecursionError | ValueError):
            return JSONResponse(
                {"error": "The request is not right: json_invalid.", "hint": "See /openapi.json."}, 422
            )
        return JSONResponse({"error": str(problem.detail), "hint": "See /openapi.json."}, problem.status_code)

    @api.exception_handler(Exception)
    def bug(_request: Request, problem: Exception) -> JSONResponse:
        _LOG.error("A bug: %s in %s.", type(problem).__name__, _where(problem))
        return JSONResponse({"error": "A bug of the program; it is in its log.", "hint": ""}, 500)


def _where(problem: Exception) -> str:
    """Say in which line of the program it happened; its message may quote what was sent."""
    trace, place = problem.__traceback__, ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
