import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.journal.letters import Envelope, JournaledLetter, State
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.workspace import open_workspace

NOON = datetime(2026, 4, 2, 9, tzinfo=UTC)
DOUBTFUL = "monthly/P-001/2026-03/1"
REFUSED = "monthly/P-002/2026-03/1"
DRAFTED = "monthly/P-003/2026-03/1"


@pytest.fixture
def posted(ready: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A workbook whose journal knows a doubtful, a refused and a drafted letter."""

    def known(key: str, state: State, reason: str) -> JournaledLetter:
        envelope = Envelope(
            key=LetterKey.parsed(key),
            recipients="b***@vector.example",
            subject="Отчёт",
            content_hash="0011",
            message_id=f"<{state}@company.example>",
            dated_at=NOON,
            run_id="R-1",
        )
        return JournaledLetter(envelope, state, reason)

    with open_workspace(ready, job="test") as workspace:
        workspace.journal.letters.adopt(
            [known(DOUBTFUL, "unknown", "связь оборвалась"), known(REFUSED, "failed", "550 no")], []
        )
        letter = Letter(LetterKey.parsed(DRAFTED), ("v@x.example",), "Отчёт", "текст", "<p></p>")
        workspace.outbox.send([letter])
    capsys.readouterr()
    return ready


@pytest.fixture
def listed(posted: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[dict[str, Any]]]:
    def told(*arguments: str) -> list[dict[str, Any]]:
        command = [
            "--lang",
            "en",
            "outbox",
            *(arguments or ("list",)),
            "--json",
            "--config",
            str(posted),
        ]
        assert exit_code_of(command) == 0
        found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return found

    return told


def states(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["key"]: row["state"] for row in rows}


def test_every_letter_is_listed_by_key_and_state(
    listed: Callable[..., list[dict[str, Any]]],
) -> None:
    assert states(listed()) == {DOUBTFUL: "unknown", REFUSED: "failed", DRAFTED: "drafted"}
    doubtful = listed("list", "--state", "unknown")
    assert [sorted(row) for row in doubtful] == [
        ["at", "key", "kind", "message_id", "partner_id", "period", "reason", "revision",
         "state", "subject", "to"]
    ]  # fmt: skip
    assert doubtful[0]["reason"] == "связь оборвалась"
    assert doubtful[0]["to"] == "b***@vector.example"


def test_people_read_the_list_in_the_language_of_the_workbook(
    posted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["outbox", "list", "--config", str(posted)]) == 0
    header, *lines = capsys.readouterr().out.splitlines()
    # To whom and when are left out where the terminal is narrow; keys and reasons never are.
    assert header.split() == ["Ключ", "Состояние", "Причина"]
    assert max(map(len, lines)) <= 80
    assert [re.split(r"\s{2,}", line)[:2] for line in lines] == [
        [DOUBTFUL, "неясно"],
        [REFUSED, "не отправлено"],
        [DRAFTED, "в папке, не отправлено"],
    ]


def test_what_the_send_log_tells_of_a_letter_is_shown(
    listed: Callable[..., list[dict[str, Any]]],
) -> None:
    assert [row["state"] for row in listed("show", DRAFTED)] == ["reserved", "drafted"]


@pytest.mark.parametrize(
    ("decision", "state", "told"),
    [
        ("--sent", "sent", "it was sent"),
        ("--resend", "pending", "the next run sends it again"),
    ],
)
def test_a_letter_in_doubt_is_resolved(
    decision: str,
    state: str,
    told: str,
    posted: Path,
    listed: Callable[..., list[dict[str, Any]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert (
        exit_code_of(
            ["--lang", "en", "outbox", "resolve", DOUBTFUL, decision, "--config", str(posted)]
        )
        == 0
    )
    assert capsys.readouterr().out == f"{DOUBTFUL}: {told}\n"
    assert states(listed())[DOUBTFUL] == state
    assert [row["state"] for row in listed("show", DOUBTFUL)] == [state]


@pytest.mark.parametrize("decision", ["--sent", "--resend"])
def test_all_letters_in_doubt_of_a_period_are_resolved(
    decision: str,
    posted: Path,
    listed: Callable[..., list[dict[str, Any]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["outbox", "resolve", "--all", "--period", "2026-03", decision]
    assert exit_code_of([*words, "--config", str(posted)]) == 0
    assert capsys.readouterr().out.startswith(f"{DOUBTFUL}: ")
    assert states(listed())[DOUBTFUL] == ("sent" if decision == "--sent" else "pending")
    assert exit_code_of([*words, "--config", str(posted)]) == 0
    assert capsys.readouterr().out == "за 2026-03 неясных писем нет\n"


@pytest.mark.parametrize("key", [REFUSED, DRAFTED])
def test_a_refused_or_drafted_letter_is_taken_by_the_next_run(
    key: str,
    posted: Path,
    listed: Callable[..., list[dict[str, Any]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert exit_code_of(["--lang", "en", "outbox", "retry", key, "--config", str(posted)]) == 0
    assert capsys.readouterr().out == f"{key}: the next run takes it\n"
    assert states(listed()).get(key) == ("pending" if key == REFUSED else None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["resolve", DOUBTFUL], "say what you found: --sent or --resend"),
        (["resolve", DOUBTFUL, "--sent", "--resend"], "say what you found: --sent or --resend"),
        (["resolve", DOUBTFUL, "--resend", "--sent"], "say what you found: --sent or --resend"),
        (["show", "P-001"], "not a letter's key KIND/PARTNER/PERIOD/REVISION: 'P-001'"),
        (["resolve", "--sent"], "name the letters: KEY …, or --all --period YYYY-MM"),
        (["resolve", "--all", "--sent"], "name the letters"),
        (["resolve", DOUBTFUL, "--all", "--period", "2026-03", "--sent"], "name the letters"),
        (["resolve", DOUBTFUL, "--period", "2026-03", "--sent"], "name the letters"),
        (["resolve", DOUBTFUL, REFUSED, "--sent"], f"{REFUSED} is failed, not unknown"),
        (["retry", DOUBTFUL], f"{DOUBTFUL} is unknown, not failed or drafted"),
        (["resolve", REFUSED, "--sent"], f"{REFUSED} is failed, not unknown"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], said: str, posted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["--lang", "en", "outbox", *arguments, "--config", str(posted)]) == 2
    assert said in capsys.readouterr().err
