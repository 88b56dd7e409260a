"""What stands before the answers: who may ask, how much, how often and for how long."""

import asyncio
import base64
import binascii
import hmac
import json
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final

type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type App = Callable[[Message, Receive, Send], Awaitable[None]]

OPEN: Final = frozenset({"/health"})
"""Paths that need no token: they say nothing about anybody."""

LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names of this machine: a page from elsewhere that a browser shows asks by another, wherever it leads."""

_CLIENTS: Final = 10_000
"""Clients whose rate is remembered; the longest silent ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound what a client may do.

    Parameters
    ----------
    token
        What must be sent; empty where only this machine is served.
    max_bytes
        Of a request's body.
    per_second
        Requests of one client; ten seconds' worth may come at once.
    body_seconds
        In which a body has to arrive.
    """

    token: str
    max_bytes: int
    per_second: float
    body_seconds: float = 10.0


@dataclass(slots=True)
class _Bucket:
    left: float
    seen: float


@dataclass(slots=True)
class Guard:
    """Let a request through to an application, or refuse it.

    Parameters
    ----------
    app
        What answers.
    limits
        For every client.
    clock
        Seconds.
    """

    app: App
    limits: Limits
    clock: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _refuse(send, *refusal)
            return
        try:
            body = await asyncio.wait_for(_body(receive, self.limits.max_bytes), self.limits.body_seconds)
        except TimeoutError:
            await _refuse(send, 408, "The request took too long to arrive.")
            return
        if body is None:
            await _refuse(send, 413, f"A request may have {self.limits.max_bytes // 1024} KiB.")
            return
        await self.app(scope, _again(body, receive), send)

    def _refusal(self, scope: Message, headers: dict[str, str]) -> tuple[int, str] | None:
        if not self._in_time((scope.get("client") or ("",))[0]):
            return 429, "Too many requests; come back in a second."
        if not self.limits.token:
            if _name(headers.get("host", "")) not in LOCAL_NAMES:
                return 421, "Only this machine is served; ask by its own name."
        elif scope["path"] not in OPEN and not _knows(headers.get("authorization", ""), self.limits.token):
            return 401, "A token is needed."
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > self.limits.max_bytes:
            return 413, f"A request may have {self.limits.max_bytes // 1024} KiB."
        kind = headers.get("content-type", "").partition(";")[0].strip()
        if scope["method"] == "POST" and kind != "application/json":
            return 415, "Send application/json."
        return None

    def _in_time(self, client: str) -> bool:
        """Take one from the client's bucket, which fills by so many a second."""
        now, rate = self.clock(), self.limits.per_second
        most = max(1.0, rate * 10)
        bucket = self._buckets.pop(client, None) or _Bucket(most, now)
        bucket.left = min(most, bucket.left + (now - bucket.seen) * rate)
        bucket.seen = now
        self._buckets[client] = bucket
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True


def _name(host: str) -> str:
    """Return the name in a Host header, without the port."""
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def _knows(authorization: str, token: str) -> bool:
    """Tell whether a header has the token: as a bearer's, or as the password a browser asks for."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode("utf-8", "replace").partition(":")[2]
        except (binascii.Error, ValueError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(given.strip().encode(), token.encode())


async def _body(receive: Receive, most: int) -> bytes | None:
    """Read a body; None if it is larger than it may be."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Hand a body that was read to who answers, and after it whatever comes."""
    left = [body]

    async def handed() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return handed


async def _refuse(send: Send, status: int, error: str) -> None:
    data = json.dumps({"error": error, "hint": ""}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(data)).encode())]
    if status == 401:
        headers.append((b"www-authenticate", b'Basic realm="dispatch", Bearer'))
    if status == 429:
        headers.append((b"retry-after", b"1"))
    if status in {408, 413}:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})
