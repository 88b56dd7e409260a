"""Tell people and machines how a run ended: a command, an e-mail, a heartbeat, a rotating log.

Nothing that is told holds personal data, and trouble with telling never changes how a run ended.
"""

import contextlib
import errno
import json
import logging
import logging.handlers
import os
import signal
import smtplib
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any, Final

from dispatch.config import Mail, Notify
from dispatch.files.disk import FILE_MODE, make_folder, replace_file
from dispatch.files.folders import state_folder
from dispatch.words import Words, words

OUTCOME_FORMAT: Final = 1
COMMAND_SECONDS: Final = 60

_LOG_BYTES = 1_000_000
_LOG_FILES = 5
_DATE = len("2026-11-24")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Say how a run ended, without personal data.

    Parameters
    ----------
    command
        ``plan``, ``replan`` …
    status
        Exit status.
    day
        Service day, ISO; empty if the run did not get that far.
    version
        Of the run folder; 0 if none was made.
    headline
        One line: what happened.
    details
        More lines, most important first.
    folder
        Where the run lies; empty if none was made.
    ended_at
        With its zone.
    accounts
        Rows read and where each ended, if known.
    """

    command: str
    status: int
    headline: str
    ended_at: datetime
    day: str = ""
    version: int = 0
    details: tuple[str, ...] = ()
    folder: str = ""
    accounts: dict[str, int] = field(default_factory=dict)

    @property
    def alarming(self) -> bool:
        """Whether people are told: any status but 0."""
        return self.status != 0

    def as_json(self) -> str:
        """Write the outcome as one JSON object."""
        plain: dict[str, Any] = {"format_version": OUTCOME_FORMAT, **asdict(self)}
        plain["ended_at"] = self.ended_at.isoformat(timespec="seconds")
        return json.dumps(plain, ensure_ascii=False)


def notify(
    section: Notify, outcome: Outcome, store: str, log: logging.Logger | None = None, language: str = "en"
) -> tuple[str, ...]:
    """Tell how a run ended; return what went wrong with telling, in sentences for stderr.

    The heartbeat is touched after every run that ended; the command and the mail only follow a run that
    needs a look (status other than 0).

    Parameters
    ----------
    section
        ``[notify]``.
    outcome
        How the run ended.
    store
        Name of the store, for the subject of the mail.
    log
        Where the outcome and the trouble are noted as well.
    language
        Of the mail, and of what went wrong.
    """
    ways: list[tuple[str, Callable[[], None]]] = []
    if section.heartbeat is not None:
        heartbeat = section.heartbeat
        ways.append(("heartbeat", lambda: beat(heartbeat, outcome)))
    if outcome.alarming and section.command:
        ways.append(("command", lambda: run_command(section.command, outcome)))
    if outcome.alarming and section.mail is not None:
        mail = section.mail
        ways.append(("mail", lambda: send_mail(mail, outcome, store, language)))
    trouble = tuple(sentence for name, way in ways if (sentence := _attempt(words(language), name, way)))
    if log is not None:
        log.log(logging.WARNING if outcome.alarming else logging.INFO, "%s", outcome.as_json())
        for sentence in trouble:
            log.error("%s", sentence)
    return trouble


def beat(path: Path, outcome: Outcome) -> None:
    """Replace the heartbeat file: a monitor looks at its age, and at the status in it."""
    make_folder(path.parent)
    replace_file(path, (outcome.as_json() + "\n").encode())


def run_command(command: Sequence[str], outcome: Outcome, seconds: float = COMMAND_SECONDS) -> None:
    """Run a program without a shell and hand it the outcome as JSON on its standard input.

    Raises
    ------
    OSError
        If it cannot be started.
    subprocess.SubprocessError
        If it fails, or takes longer than ``seconds`` (it is killed then).
    """
    with subprocess.Popen(  # noqa: S603 - the program is the store's own, from its configuration
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.communicate(outcome.as_json().encode() + b"\n", timeout=seconds)
        except subprocess.TimeoutExpired:
            _stop(process)
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command[0])


def send_mail(mail: Mail, outcome: Outcome, store: str, language: str = "en") -> None:
    """Send the outcome by e-mail.

    Raises
    ------
    OSError
        If the server cannot be reached or refuses (:class:`smtplib.SMTPException` is one), or the
        password file cannot be read.
    ValueError
        If an address is none.
    """
    message = compose(mail, outcome, store, language)
    with connect(mail) as server:
        refused = server.send_message(message)
    if refused:
        raise smtplib.SMTPRecipientsRefused(refused)


def connect(mail: Mail) -> smtplib.SMTP:
    """Connect and log in to the mail server, as encrypted as the configuration asks.

    Raises
    ------
    OSError
        If that fails; :class:`smtplib.SMTPException` is one.
    """
    context = ssl.create_default_context()
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.host, mail.port, timeout=mail.timeout_seconds, context=context
        )
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout_seconds)
    try:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, _password(mail))
    except BaseException:
        server.close()
        raise
    return server


def compose(mail: Mail, outcome: Outcome, store: str, language: str = "en") -> EmailMessage:
    """Write the e-mail: plain text, no personal data, headers that no text can break out of."""
    say = words(language)
    message = EmailMessage()
    message["From"] = _address(mail.sender)
    message["To"] = [_address(to) for to in mail.to]
    message["Subject"] = _line(f"[{store}] {_subject(say, outcome)}", 150)
    message["Date"] = format_datetime(outcome.ended_at)
    message["Message-ID"] = make_msgid(domain=_address(mail.sender).domain or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(_body(say, outcome)) + "\n")
    return message


def open_log(path: Path, oldest: str = "") -> logging.Logger:
    """Open the rotating log: five files of a megabyte at most, readable by their owner only.

    Parameters
    ----------
    path
        The file; older ones lie beside it as ``.1`` to ``.5``.
    oldest
        Day, ISO; lines of days before are let go.

    Raises
    ------
    OSError
        If it cannot be opened.
    """
    make_folder(path.parent)
    for file in (path, *(path.with_name(f"{path.name}.{n}") for n in range(1, _LOG_FILES + 1))):
        _forget(file, oldest)
    handler = _PrivateHandler(path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    log = logging.Logger("dispatch", logging.INFO)  # noqa: LOG001 - handed on, so nobody finds it by name
    log.addHandler(handler)
    return log


def default_log() -> Path:
    """Return where the rotating log lies if the configuration says nothing: the XDG state home."""
    return state_folder() / "dispatch.log"


def close_log(log: logging.Logger) -> None:
    """Close the files of a log."""
    for handler in list(log.handlers):
        handler.close()
        log.removeHandler(handler)


class _PrivateHandler(logging.handlers.RotatingFileHandler):
    """Rotate files that only their owner can read, and stay silent when the disk is full."""

    def _open(self) -> Any:
        stream = open(  # noqa: SIM115 - the opener sets the mode before there is anything to read
            self.baseFilename,
            self.mode,
            encoding=self.encoding,
            opener=lambda name, flags: os.open(name, flags, FILE_MODE),
        )
        with contextlib.suppress(OSError):
            Path(self.baseFilename).chmod(FILE_MODE)
        return stream

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Drop a line that cannot be written: a log is no reason to fail."""


def _forget(path: Path, oldest: str) -> None:
    """Take the lines before a day out of a log; they are in order of time."""
    if not path.is_file() or path.is_symlink():
        return
    with path.open("rb") as file:
        if file.readline(_DATE) >= oldest.encode():
            return
        file.seek(0)
        kept = [line for line in file if line[:_DATE] >= oldest.encode()]
    if kept:
        replace_file(path, b"".join(kept))
    else:
        path.unlink()


def _attempt(say: Words, name: str, way: Callable[[], None]) -> str:
    called = say(f"ending.way.{name}")
    try:
        way()
    except subprocess.TimeoutExpired as error:
        return say("ending.untold.slow", way=called, seconds=f"{error.timeout:.0f}")
    except subprocess.CalledProcessError as error:
        return say("ending.untold.status", way=called, status=error.returncode)
    except smtplib.SMTPResponseException as error:
        return say("ending.untold.refused", way=called, code=error.smtp_code)
    except smtplib.SMTPRecipientsRefused as error:
        return say("ending.untold.addresses", n=say.integer(len(error.recipients)))
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        return say("ending.untold", way=called, why=say.texts.get(why, why))
    return ""


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Kill a program with all it started."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _subject(say: Words, outcome: Outcome) -> str:
    known = f"ending.subject.{outcome.status}"
    what = say(known) if known in say.texts else say("ending.subject", status=outcome.status)
    day = f" {outcome.day}" if outcome.day else ""
    return f"{outcome.command}{day}: {what}"


def _body(say: Words, outcome: Outcome) -> Iterable[str]:
    yield outcome.headline
    if outcome.details:
        yield ""
        yield from (f"- {_line(detail, 500)}" for detail in outcome.details)
    if outcome.accounts:
        yield ""
        counts = ((f"ending.account.{name}", count) for name, count in outcome.accounts.items())
        yield ", ".join(say(key, n=say.integer(count)) for key, count in counts)
    if outcome.folder:
        yield ""
        yield say("ending.folder", folder=outcome.folder)
    yield ""
    yield say("ending.status", status=outcome.status, moment=f"{outcome.ended_at:%Y-%m-%d %H:%M %z}")


def _line(text: str, longest: int) -> str:
    """Make one printable line of any text, so that no header and no other line can begin in it."""
    flat = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"


def _address(text: str) -> Address:
    return Address(addr_spec=text.strip())


def _password(mail: Mail) -> str:
    if mail.password_file is None:
        return ""
    if not mail.password_file.is_file():  # a pipe would be waited for
        raise FileNotFoundError(errno.ENOENT, "ending.untold.no_password")
    return mail.password_file.read_text(encoding="utf-8").strip()
