"""Run the server: on which address, with which token, until it is told to stop."""

import ipaddress
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from dispatch.config import Serve
from dispatch.errors import ConfigError, ResourceError, UsageError
from dispatch.files.source import file_name, read_bytes
from dispatch.serving.shop import Shop

if TYPE_CHECKING:
    from asyncio import TimerHandle

    import uvicorn

EXTRA: Final = ("fastapi", "uvicorn")

_TOKEN_BYTES: Final = 16
_CONNECTIONS: Final = 100
_HEAD_SECONDS: Final = 10.0
"""In which a client has to have sent the head of its first request."""
_STOP_SECONDS: Final = 10


@dataclass(frozen=True, slots=True)
class Address:
    """Hold where the server listens, and the token that clients need; empty where only it is served."""

    host: str
    port: int
    token: str = ""


def require_extra() -> None:
    """Refuse to go on without the packages of the extra.

    Raises
    ------
    UsageError
        With how to install it.
    """
    if not all(find_spec(name) for name in EXTRA):
        raise UsageError(
            "The server is an extra that is not installed.", "Install it: pip install 'local-dispatch[serve]'"
        )


def safe_address(section: Serve) -> Address:
    """Return where to listen.

    Raises
    ------
    ConfigError
        If others than this machine could ask, and there is no token; or it is too short to be a secret.
    """
    token = ""
    if section.token_file is not None:
        name = f"{file_name(section.token_file)} ([serve] token_file)"
        remedy = "Make one: head -c 24 /dev/urandom | base64 > token"
        data = read_bytes(section.token_file, 1, refusal=ConfigError, name=name, remedy=remedy)
        token = data.decode("utf-8", "replace").strip().strip("\0")  # a disk that lost power leaves noughts
        if len(token) < _TOKEN_BYTES:
            raise ConfigError(
                "{name} holds fewer than {least} characters.", remedy, name=name, least=_TOKEN_BYTES
            )
    if not token and not _is_local(section.host):
        raise ConfigError(
            "[serve] host '{host}' lets others than this machine ask, and there is no token.",
            "Set [serve] token_file to a file with a secret, or leave host out.",
            host=section.host,
        )
    return Address(section.host, section.port, token)


def run(shop: Shop, section: Serve, address: Address, version: str, ready: Callable[[str], None]) -> None:
    """Answer until a signal tells to stop; what is being answered is finished first.

    Parameters
    ----------
    ready
        Called with the address once connections are taken.

    Raises
    ------
    ResourceError
        If the port cannot be had.
    """
    import socket

    import uvicorn

    from dispatch.serving.api import make_api
    from dispatch.serving.guard import Guard, Limits

    limits = Limits(address.token, section.max_kb * 1024, section.requests_per_second)
    config = uvicorn.Config(
        Guard(make_api(shop, version), limits),
        http=_timed_protocol(),
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_STOP_SECONDS,
        backlog=128,
    )
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address.host, address.port))
        except OSError as error:
            raise ResourceError(
                "{host}:{port} cannot be listened on: {cause}.",
                "Choose another [serve] port, or stop who has it.",
                host=address.host,
                port=str(address.port),
                cause=str(error.strerror),
            ) from None
        listener.listen(128)
        name = f"[{address.host}]" if ":" in address.host else address.host
        ready(f"http://{name}:{listener.getsockname()[1]}")
        server = uvicorn.Server(config)
        with _asked_to_stop(server):
            server.run(sockets=[listener])


@contextmanager
def _asked_to_stop(server: "uvicorn.Server") -> Iterator[None]:
    """Let the signals that stop the server end nothing else: it raises them again once it has stopped.

    It knows nothing of a terminal that is closed, which stops it too unless that is ignored (nohup).
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _ignore) for number in (signal.SIGINT, signal.SIGTERM)}
    hung_up = getattr(signal, "SIGHUP", None)
    if hung_up is not None and signal.getsignal(hung_up) != signal.SIG_IGN:
        before[hung_up] = signal.signal(hung_up, server.handle_exit)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """Do nothing."""


def _timed_protocol() -> type[Any]:
    """Return uvicorn's protocol, which leaves a client that says nothing, or half a head, after a while."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class Timed(H11Protocol):
        _patience: "TimerHandle | None" = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._patience = self.loop.call_later(_HEAD_SECONDS, self._leave)

        def connection_lost(self, exc: Exception | None) -> None:
            if self._patience is not None:
                self._patience.cancel()
            super().connection_lost(exc)

        def _leave(self) -> None:
            waiting: object | None = self.cycle
            if waiting is None:
                self.transport.close()

    return Timed


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
