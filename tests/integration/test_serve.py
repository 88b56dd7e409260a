"""The server with real clients on loopback: asked, bought from, attacked, slowed down and killed."""

import base64
import contextlib
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import pytest
import requests
from inprocess import runner
from lane import DAY, Till, till_of_five
from program import ROOT, environment

NAME, PHONE = "Kanarie de Vries", "0612345678"


def event(number: int, door: int, **more: Any) -> dict[str, Any]:
    """What a till says of a basket that was paid for."""
    return {
        "event": "paid", "id": f"e{number}", "receipt_id": str(number), "at": f"{DAY}T13:01:00+01:00",
        "home_delivery": True, "name": NAME, "phone": PHONE, "crates": "1",
        "address": {"street": "Laan", "house_number": str(door), "postcode": "2312 AB", "city": "Leiden"},
        **more,
    }  # fmt: skip


class Server:
    """The program, answering in a process of its own; its clock began at 13:00 of the day."""

    def __init__(self, folder: Path, *flags: str, **env: str) -> None:
        self.log = folder / "serve.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        with self.log.open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dispatch_cli", "serve", "--date", DAY, "--now", "13:00",
                 "--port", str(self.port), *flags],
                cwd=folder, env=environment(folder, **env), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **params: Any) -> requests.Response:
        return requests.get(self.url + path, params=params, timeout=60)

    def post(self, path: str, body: Any, **headers: str) -> requests.Response:
        return requests.post(self.url + path, json=body, headers=headers, timeout=60)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(30)


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    made = till_of_five(tmp_path, runner(tmp_path, monkeypatch))
    made.plan_all("12:00")
    config = tmp_path / "dispatch.toml"
    config.write_text(config.read_text() + "\n[serve]\nreplan = false\nprocesses = 1\n", encoding="utf-8")
    return made


@pytest.fixture
def server(till: Till) -> Iterator[Server]:
    with Server(till.folder) as running:
        yield running


def test_a_basket_is_asked_for_taken_bought_and_known(till: Till, server: Server) -> None:
    asked = server.get("/slots", address="Laan 7, 2312 AB Leiden", crates=2)
    assert asked.status_code == 200
    windows = {w["window_from"]: w for w in asked.json()["days"][0]["windows"]}
    assert windows["16:00"]["possible"]
    assert windows["16:00"]["courier"] == "Samira"
    wanted = {"address": "Laan 7, 2312 AB Leiden", "crates": 1, "window": "18:00-20:00", "phone": PHONE}
    taken = server.post("/promises", wanted)
    assert (taken.status_code, taken.json()["taken"]["number"]) == (201, "P1")
    assert server.get("/day").json()["promises"] == 1
    bought = server.post("/purchases", event(900, 7))
    assert (bought.status_code, bought.json()) == (
        201, {"receipt": "900", "date": DAY, "promise": "P1", "known": False},
    )  # fmt: skip
    again = server.post("/purchases", event(900, 7))
    assert (again.status_code, again.json()["known"]) == (200, True)
    other = server.post("/purchases", event(900, 8))
    assert other.status_code == 409
    assert sum(line["kind"] == "export" for line in till.book()) == 2
    page = server.get("/")
    assert "<html" in page.text
    tag = {"If-None-Match": page.headers["ETag"]}
    assert requests.get(server.url, headers=tag, timeout=60).status_code == 304
    assert server.stop() == 0
    told = server.log.read_text()
    for secret in (NAME, PHONE, "Laan 7"):
        assert secret not in told


def test_the_interface_is_described_by_its_types(server: Server) -> None:
    described = server.get("/openapi.json").json()
    assert set(described["paths"]) == {"/", "/slots", "/promises", "/purchases", "/day", "/health"}
    answer = described["paths"]["/slots"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer["$ref"].endswith("SlotsJson")
    assert "windows" in described["components"]["schemas"]["DayJson"]["properties"]


def test_an_idempotency_key_makes_one_of_two(till: Till, server: Server) -> None:
    plain = event(901, 8)
    del plain["id"]
    headers = {"Idempotency-Key": "k-1"}
    assert server.post("/purchases", plain, **headers).status_code == 201
    assert server.post("/purchases", plain, **headers).status_code == 200
    assert server.post("/purchases", {**plain, "crates": "2"}, **headers).status_code == 409


def test_a_window_is_held_once_for_a_client_that_asks_again(till: Till, server: Server) -> None:
    wanted = {"address": "Laan 7, 2312 AB Leiden", "window": "18:00-20:00", "phone": PHONE}
    headers = {"Idempotency-Key": "till-1-0042"}
    first = server.post("/promises", wanted, **headers)
    again = server.post("/promises", wanted, **headers)
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["taken"]["known"], again.json()["taken"]["known"]) == (False, True)
    assert again.json()["taken"]["number"] == first.json()["taken"]["number"] == "P1"
    assert 0 < again.json()["taken"]["expires_in_s"] <= first.json()["taken"]["expires_in_s"]
    assert again.json()["status"] == 0
    assert server.post("/promises", {**wanted, "window": "20:00-22:00"}, **headers).status_code == 409
    assert server.get("/day").json()["promises"] == 1
    assert server.post("/promises", wanted).json()["taken"]["number"] == "P2"


def test_what_is_wrong_is_said_without_saying_whose_it_is(server: Server) -> None:
    wrong = [
        server.post("/purchases", {**event(902, 8), "event": PHONE}),
        server.post("/promises", {"address": NAME, "window": "soon", "phone": PHONE}),
        server.get("/slots", address=NAME, crates="many " + PHONE),
        requests.post(
            server.url + "/purchases", data=b"{" + PHONE.encode(), timeout=60,
            headers={"Content-Type": "application/json"},
        ),
    ]  # fmt: skip
    for answer in wrong:
        assert answer.status_code == 422
        assert answer.json()["error"]
        assert NAME not in answer.text
        assert PHONE not in answer.text


def test_a_hostile_client_gets_nowhere(till: Till, server: Server) -> None:
    before = till.book()
    post = f"{server.url}/purchases"
    large = requests.post(post, data=b" " * 600_000, headers={"Content-Type": "application/json"}, timeout=60)
    assert large.status_code == 413
    form = requests.post(post, data={"event": "paid"}, timeout=60)
    assert form.status_code == 415
    rebound = requests.get(server.url + "/day", headers={"Host": "evil.example:80"}, timeout=60)
    assert rebound.status_code == 421
    assert server.get("/../../dispatch.toml").status_code == 404
    assert requests.delete(server.url + "/purchases", timeout=60).status_code == 405
    for raw in (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 200_000, b"\x16\x03\x01\x00\xff" * 50):
        with socket.create_connection(("127.0.0.1", server.port), 10) as client:
            client.sendall(raw)
            client.settimeout(30)
            with contextlib.suppress(ConnectionResetError):
                assert b"200 OK" not in client.recv(4096)
    for unreadable in (b"[" * 50_000 + b"]" * 50_000, b"\xff" * 9, b"[" + b"7" * 9_000 + b"]", b"{"):
        for path in ("/purchases", "/promises"):
            answer = requests.post(
                server.url + path, data=unreadable, headers={"Content-Type": "application/json"}, timeout=60
            )
            assert (path, answer.status_code) == (path, 422), unreadable[:9]
            assert answer.json()["error"]
    assert till.book() == before
    assert server.get("/health").json()["status"] == "ok"


def test_slow_clients_are_left_and_keep_nobody_waiting(server: Server) -> None:
    half_a_head = socket.create_connection(("127.0.0.1", server.port), 60)
    half_a_head.sendall(b"GET /health HT")
    half_a_body = socket.create_connection(("127.0.0.1", server.port), 60)
    half_a_body.sendall(
        b"POST /purchases HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: 100\r\n\r\n{"
    )
    began = time.monotonic()
    assert server.get("/health").status_code == 200
    assert time.monotonic() - began < 5
    with half_a_head, half_a_body:
        half_a_head.settimeout(30)
        half_a_body.settimeout(30)
        assert half_a_head.recv(100) == b""
        assert b" 408 " in half_a_body.recv(100)
    assert time.monotonic() - began < 25


def test_others_than_this_machine_need_a_token(till: Till) -> None:
    refused = till.run("serve", "--host", "0.0.0.0", "--port", "18765")
    assert refused.status == 2
    assert "token" in refused.err
    (till.folder / "token").write_text("geheim-van-de-winkel-1\n", encoding="utf-8")
    config = till.folder / "dispatch.toml"
    config.write_text(
        config.read_text().replace("[serve]", '[serve]\ntoken_file = "token"'), encoding="utf-8"
    )
    with Server(till.folder, "--host", "0.0.0.0") as server:
        assert server.get("/day").status_code == 401
        assert server.get("/health").status_code == 200
        right = {"Authorization": "Bearer geheim-van-de-winkel-1"}
        assert requests.get(server.url + "/day", headers=right, timeout=60).status_code == 200
        browser = base64.b64encode(b"winkel:geheim-van-de-winkel-1").decode()
        basic = {"Authorization": f"Basic {browser}"}
        assert requests.get(server.url + "/", headers=basic, timeout=60).status_code == 200
        for wrong in ("Bearer geheim", "Basic !!!", "Digest x", "Bearer"):
            answer = requests.get(server.url + "/day", headers={"Authorization": wrong}, timeout=60)
            assert answer.status_code == 401
    (till.folder / "token").write_text("short", encoding="utf-8")
    assert till.run("serve", "--host", "0.0.0.0").status == 2


def test_who_asks_too_often_is_told_to_wait(till: Till) -> None:
    config = till.folder / "dispatch.toml"
    config.write_text(
        config.read_text().replace("[serve]", "[serve]\nrequests_per_second = 1"), encoding="utf-8"
    )
    with Server(till.folder) as server:
        answers = [server.get("/health").status_code for _ in range(14)]
    assert answers[:10] == [200] * 10
    assert 429 in answers[10:]


def test_many_tills_at_once_are_all_answered(till: Till, server: Server) -> None:
    def one(number: int) -> int:
        if number % 10 == 0:
            return server.post("/purchases", event(1000 + number, 1 + number % 40)).status_code
        return server.get("/slots", address=f"Laan {1 + number % 40}, 2312 AB Leiden").status_code

    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(one, range(100)))
    assert set(answers) == {200, 201}
    bought = {
        row["receipt"] for line in till.book() if line["kind"] == "export" for row in line["news"]["rows"]
    }
    assert {str(1000 + number) for number in range(0, 100, 10)} <= bought


def test_a_hostile_crowd_keeps_no_purchase_out_and_breaks_no_process(till: Till) -> None:
    # As many processes as the store has by default, and clients that wait, lie and send rubbish meanwhile.
    config = till.folder / "dispatch.toml"
    config.write_text(
        config.read_text().replace("processes = 1\n", "requests_per_second = 1000\n"), encoding="utf-8"
    )
    bought = {str(2000 + number) for number in range(0, 72, 6)}

    def one(number: int) -> tuple[str, int]:
        match number % 6:
            case 0:
                return "buys", server.post("/purchases", event(2000 + number, 1 + number % 40)).status_code
            case 1:
                return "looks", server.get("/health").status_code
            case 2:
                address = f"Laan {1 + number % 40}, 2312 AB Leiden"
                return "asks", server.get("/slots", address=address, crates=1 + number % 3).status_code
            case 3:
                return "lies", server.get("/slots", address="x" * 400, crates=-1).status_code
            case 4:
                deep = "[" * 20_000 + "]" * 20_000
                headers = {"Content-Type": "application/json"}
                post = requests.post(f"{server.url}/promises", data=deep, headers=headers, timeout=60)
                return "lies", post.status_code
            case _:
                with socket.create_connection(("127.0.0.1", server.port), 60) as client:
                    client.sendall(os.urandom(2000))
                return "leaves", 0

    with Server(till.folder) as server, contextlib.ExitStack() as waiting:
        for _ in range(40):
            idle = waiting.enter_context(socket.create_connection(("127.0.0.1", server.port), 60))
            idle.sendall(b"GET /slots?address=Laan HT")
        with ThreadPoolExecutor(24) as clients:
            told: dict[str, set[int]] = {}
            for kind, status in clients.map(one, range(72)):
                told.setdefault(kind, set()).add(status)
        assert told["buys"] == {201}
        assert told["looks"] == {200}
        assert told["asks"] <= {200, 503}
        assert told["lies"] == {422}
        # A crowd above the hundred connections is sent away, and leaves nothing behind.
        for _ in range(100):
            waiting.enter_context(socket.create_connection(("127.0.0.1", server.port), 60))
        waiting.close()
        until = time.monotonic() + 60
        while (status := server.get("/health").status_code) != 200 and time.monotonic() < until:
            time.sleep(0.2)
        assert status == 200
        asked = server.get("/slots", address="Laan 7, 2312 AB Leiden")
        assert (asked.status_code, asked.json()["days"][0]["possible"]) == (200, True)
        assert server.stop() == 0
    rows = [
        row["receipt"] for line in till.book() if line["kind"] == "export" for row in line["news"]["rows"]
    ]
    assert sorted(row for row in rows if row in bought) == sorted(bought)
    log = server.log.read_text()
    assert "Traceback" not in log
    assert not any(secret in log for secret in (NAME, PHONE, "Laan 7"))


KILLER = """
import os, pathlib, signal

_armed, _left = pathlib.Path(os.environ["KILL_ARMED"]), [int(os.environ["KILL_AT"])]

def _deadly(plain):
    def call(*arguments, **named):
        done = plain(*arguments, **named)
        if _armed.exists():
            _left[0] -= 1
            if _left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return done
    return call

if _left[0]:
    os.write, os.fsync = _deadly(os.write), _deadly(os.fsync)
"""


@pytest.mark.timeout(900)
def test_killed_between_any_two_writes_no_purchase_is_lost_and_none_doubled(
    till: Till, tmp_path: Path
) -> None:
    hooks, armed = tmp_path / "hooks", tmp_path / "armed"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(textwrap.dedent(KILLER), encoding="utf-8")
    died = 0
    for at in range(1, 30):
        receipt = 2000 + at
        armed.unlink(missing_ok=True)
        killing = {"PYTHONPATH": f"{hooks}{os.pathsep}{ROOT}", "KILL_AT": str(at), "KILL_ARMED": str(armed)}
        with Server(till.folder, **killing) as server:
            armed.touch()
            try:
                answer = server.post("/purchases", event(receipt, 1 + at))
            except requests.RequestException:
                answer = None
            if answer is not None:
                assert answer.status_code == 201
        died += answer is None
        with Server(till.folder) as server:
            again = server.post("/purchases", event(receipt, 1 + at))
            assert again.status_code in {200, 201}
            if answer is not None:  # what was accepted is known
                assert again.json()["known"]
        rows = [r for n in till.book() if n["kind"] == "export" for r in n["news"]["rows"]]
        assert sum(row["receipt"] == str(receipt) for row in rows) == 1
        if answer is not None:
            break
    assert died >= 2


def test_the_plan_follows_what_is_bought(till: Till) -> None:
    config = till.folder / "dispatch.toml"
    config.write_text(config.read_text().replace("replan = false", "replan = true"), encoding="utf-8")
    with Server(till.folder) as server:
        assert server.post("/purchases", event(900, 7)).status_code == 201
        until = time.monotonic() + 200
        while server.get("/day").json()["in_force"] != 2 and time.monotonic() < until:
            time.sleep(0.5)
        assert "900" in till.stops()
        assert server.get("/day").json()["phases"] == {"told": 6}
        assert server.stop() == 0


def test_without_the_extra_the_way_to_it_is_told(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    from dispatch.serving import running

    monkeypatch.setattr(running, "find_spec", lambda name: None)
    ended = till.run("serve")
    assert ended.status == 2
    assert "pip install 'local-dispatch[serve]'" in ended.err
