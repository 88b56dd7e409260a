"""Where text goes, what quiet and JSON mean, and what Ctrl-C does."""

import json
import os
import signal

import pytest

from dispatch.ports import Stage
from dispatch_cli import console
from dispatch_cli.console import Screen, kept, progress_on, safe
from dispatch_cli.options import overrides

ESCAPES = "\x1b[31mrood\x1b[0m\x07 \x9b2J \u202e[bold]x[/bold] :smile:"


@pytest.mark.parametrize(
    ("as_json", "quiet", "out", "err"),
    [
        (False, False, "said\n", "warned\n"),
        (False, True, "", "warned\n"),
        (True, False, '{\n  "a": 1\n}\n', "said\nwarned\n"),
        (True, True, '{\n  "a": 1\n}\n', "warned\n"),
    ],
)
def test_each_text_goes_where_it_belongs(capsys, as_json, quiet, out, err):
    screen = Screen(as_json=as_json, quiet=quiet)
    screen.result({"a": 1})
    screen.say("said")
    screen.warn("warned")
    assert capsys.readouterr() == (out, err)


def test_text_of_any_origin_cannot_steer_the_terminal(capsys):
    screen = Screen()
    screen.say(ESCAPES)
    screen.warn(f"dispatch: {ESCAPES}\nHint")
    out, err = capsys.readouterr()
    assert out == "[31mrood[0m 2J [bold]x[/bold] :smile:\n"
    assert err == f"dispatch: {out.rstrip()}\nHint\n"


def test_json_is_plain_ascii_whatever_is_in_it(capsys):
    Screen(as_json=True).result({"text": ESCAPES, "name": "Łódź", "file": os.fsdecode(b"\xff.csv")})
    told = capsys.readouterr().out
    assert told.isascii()
    assert not any(ord(c) < 32 and c != "\n" for c in told)
    assert json.loads(told)["name"] == "Łódź"


def test_paths_are_not_broken_over_lines(capsys):
    path = "/srv/" + "a very long folder name/" * 12 + "all.pdf"
    Screen().say(path)
    Screen().warn(path)
    assert capsys.readouterr() == (f"{path}\n", f"{path}\n")


def test_line_breaks_stay_only_where_they_are_asked_for():
    assert safe("a\nb\tc\u2066d") == "abcd"
    assert safe("a\nb\r\n", lines=True) == "a\nb\n"
    assert safe("é 王 🚲") == "é 王 🚲"


def test_flags_that_are_given_become_settings():
    given = overrides(
        solver__seed=0, solver__workers=0, solver__seconds=None, geocoding__offline=False, a__b="x"
    )
    assert given == {"solver.seed": 0, "solver.workers": 0, "a.b": "x"}
    assert overrides(geocoding__offline=True) == {"geocoding.offline": True}


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_ends_the_program_outside_the_search():
    with progress_on(Screen()) as progress:
        progress.begin(Stage.READING)
        with pytest.raises(KeyboardInterrupt):
            press()
        assert not progress.interrupted()
        progress.end()


def test_the_first_ctrl_c_in_the_search_asks_for_the_best_so_far_and_the_second_ends():
    with progress_on(Screen()) as progress:
        progress.begin(Stage.SEARCHING)
        progress.begin(Stage.SEARCHING, 10.0)  # what the search itself tells, within the stage
        assert not progress.interrupted()
        press()
        assert progress.interrupted()
        with pytest.raises(KeyboardInterrupt):
            press()


def test_after_the_search_ctrl_c_ends_the_program_again():
    with progress_on(Screen()) as progress:
        progress.begin(Stage.SEARCHING)
        progress.begin(Stage.SEARCHING)
        progress.end()
        progress.advance(1)
        progress.end()
        progress.begin(Stage.WRITING)
        with pytest.raises(KeyboardInterrupt):
            press()


def test_ctrl_c_waits_for_what_is_being_written_and_does_not_deny_it():
    kept.set(False)
    written = []

    def write(progress):
        with progress.keeping():
            press()
            written.append(True)

    with progress_on(Screen()) as progress:
        with pytest.raises(KeyboardInterrupt):
            write(progress)
        assert written
        assert kept.get()


def test_what_could_not_be_written_is_not_said_to_stay():
    kept.set(False)
    with progress_on(Screen()) as progress:
        with pytest.raises(OSError, match="full"), progress.keeping():
            raise OSError("full")
        assert not kept.get()
        with pytest.raises(KeyboardInterrupt):
            press()


def test_ends_that_fit_no_beginning_do_no_harm():
    with progress_on(Screen()) as progress:
        progress.end()
        progress.begin(Stage.SEARCHING)
        progress.end()
        progress.end()
        with pytest.raises(KeyboardInterrupt):
            press()


def test_ctrl_c_is_given_back():
    before = signal.getsignal(signal.SIGINT)

    def fail():
        with progress_on(Screen()):
            assert signal.getsignal(signal.SIGINT) is not before
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert signal.getsignal(signal.SIGINT) is before


def test_with_no_color_stages_are_lines_and_nothing_moves(capsys, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with progress_on(Screen()) as progress:
        progress.begin(Stage.READING)
        progress.advance(1, "note")
        progress.end()
        progress.begin(Stage.SEARCHING, 10)
        progress.end()
    told = capsys.readouterr().err
    assert told.splitlines() == ["Reading …", "Searching …"]
    assert "\x1b" not in told


def test_off_a_terminal_progress_says_nothing(capsys):
    with progress_on(Screen()) as progress:
        progress.begin(Stage.SEARCHING, 10)
        progress.advance(5, "12.50 euro")
        progress.end()
    assert capsys.readouterr() == ("", "")


def test_off_a_terminal_long_work_says_now_and_then_how_far_it_is(capsys, monkeypatch):
    moments = iter([0.0, 5.0, 21.0, 30.0, 42.0])
    monkeypatch.setattr(console.time, "monotonic", lambda: next(moments))
    with progress_on(Screen(), long=True) as progress:
        progress.begin(Stage.STUDYING, 1200)
        for done in (10, 400, 500, 1100):
            progress.advance(done, "3 minutes left")
        progress.end()
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "Planning days again …",
        "  400 of 1,200, 3 minutes left",
        "  1,100 of 1,200, 3 minutes left",
    ]
    with progress_on(Screen(quiet=True), long=True) as progress:
        progress.begin(Stage.STUDYING, 1200)
    assert capsys.readouterr().err == ""
