"""Mail against a real SMTP server on loopback: plain, STARTTLS, TLS, with and without login."""

import datetime as dt
import email
import email.policy
import socket
import ssl
import subprocess
from datetime import UTC, datetime

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from dispatch.config import Mail, Notify
from dispatch.notifying import Outcome, connect, notify

OUTCOME = Outcome(
    "plan",
    5,
    "108 orders planned, 2 rejected: kijk even, é.",
    datetime(2026, 11, 24, 16, 55, tzinfo=UTC),
    "2026-11-24",
    2,
    ("POSTCODE_MISSING (2)",),
)


class Box:
    """Keep what arrives; refuse what it is told to refuse."""

    def __init__(self):
        self.mails = []
        self.refuse_to = ""
        self.refuse_data = ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address == self.refuse_to:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.refuse_data:
            return self.refuse_data
        self.mails.append(envelope)
        return "250 OK"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Make a certificate for 127.0.0.1 with openssl."""
    folder = tmp_path_factory.mktemp("tls")
    done = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", folder / "key.pem",
         "-out", folder / "cert.pem"],
        capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip("no openssl to make a certificate with")
    return folder


@pytest.fixture
def serve():
    """Start servers; returns (box, port)."""
    running = []

    def start(**kwargs):
        box = Box()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        controller = Controller(box, hostname="127.0.0.1", port=port, **kwargs)
        controller.start()
        running.append(controller)
        return box, port

    yield start
    for controller in running:
        controller.stop()


def server_context(folder):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def mail(port, **more):
    given = {"host": "127.0.0.1", "port": port, "sender": "kassa@winkel.test", "to": ("chef@winkel.test",)}
    return Mail(**{**given, "security": "none", "timeout_seconds": 5.0, **more})


def received(envelope):
    return email.message_from_bytes(envelope.content, policy=email.policy.default)


def test_a_mail_arrives_and_reads_well(serve):
    box, port = serve()
    two = mail(port, to=("chef@winkel.test", "eigenaar@winkel.test"))
    assert notify(Notify(mail=two), OUTCOME, "Buurtsuper Één") == ()
    (envelope,) = box.mails
    assert envelope.rcpt_tos == ["chef@winkel.test", "eigenaar@winkel.test"]
    message = received(envelope)
    assert message["Subject"] == "[Buurtsuper Één] plan 2026-11-24: plan needs a look"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().startswith("108 orders planned, 2 rejected: kijk even, é.")


def test_starttls_encrypts_and_trusts_only_known_certificates(serve, certificate, monkeypatch):
    box, port = serve(tls_context=server_context(certificate), require_starttls=True)
    (trouble,) = notify(Notify(mail=mail(port, security="starttls")), OUTCOME, "W")
    assert trouble.startswith("The notify mail failed")
    assert box.mails == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    assert notify(Notify(mail=mail(port, security="starttls")), OUTCOME, "W") == ()
    assert len(box.mails) == 1


def test_starttls_never_falls_back_to_plain(serve):
    box, port = serve()
    assert len(notify(Notify(mail=mail(port, security="starttls")), OUTCOME, "W")) == 1
    assert box.mails == []


def test_tls_from_the_first_byte(serve, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    box, port = serve(ssl_context=server_context(certificate))
    assert notify(Notify(mail=mail(port, security="tls")), OUTCOME, "W") == ()
    assert len(box.mails) == 1


def test_a_login_with_the_password_of_a_file(serve, certificate, monkeypatch, tmp_path):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))

    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == (b"kassa", b"geheim 1"), handled=False)

    box, port = serve(tls_context=server_context(certificate), authenticator=check, auth_required=True)
    secret = tmp_path / "password"
    secret.write_text("geheim 1\n")
    section = mail(port, security="starttls", user="kassa", password_file=secret)
    assert notify(Notify(mail=section), OUTCOME, "W") == ()
    assert len(box.mails) == 1
    secret.write_text("wrong")
    (trouble,) = notify(Notify(mail=section), OUTCOME, "W")
    assert trouble == "The notify mail was refused by the server (code 535)."
    secret.unlink()
    (trouble,) = notify(Notify(mail=section), OUTCOME, "W")
    assert trouble == "The notify mail failed: there is no file with its password."


def test_a_refused_address_is_told_and_the_others_get_the_mail(serve):
    box, port = serve()
    box.refuse_to = "weg@winkel.test"
    section = mail(port, to=("weg@winkel.test", "chef@winkel.test"))
    (trouble,) = notify(Notify(mail=section), OUTCOME, "W")
    assert trouble == "The mail server refused 1 of the notify addresses."
    assert box.mails[0].rcpt_tos == ["chef@winkel.test"]


def test_a_server_that_refuses_the_mail_is_told(serve):
    box, port = serve()
    box.refuse_data = "452 mailbox full"
    (trouble,) = notify(Notify(mail=mail(port)), OUTCOME, "W")
    assert trouble == "The notify mail was refused by the server (code 452)."


def test_a_server_that_says_nothing_is_given_up():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        began = dt.datetime.now(UTC)
        (trouble,) = notify(Notify(mail=mail(silent.getsockname()[1], timeout_seconds=1.0)), OUTCOME, "W")
    assert trouble.startswith("The notify mail failed")
    assert (dt.datetime.now(UTC) - began).total_seconds() < 5


def test_the_doctor_connects_and_sends_nothing(serve):
    box, port = serve()
    connect(mail(port)).quit()
    assert box.mails == []
