"""On a Russian host English lines stay English: no month, sign or day comes from the machine."""

import ast
import locale
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

import sheetsync
from sheetsync.language import days
from sheetsync.rules.attention.actions import day_text
from sheetsync.workspace.outcomes.words import amount, figure

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_FROM_THE_HOST = re.compile(r"%[-_0^#]?[aAbBcxXpP]")
_CHILD = """
import locale
from contextlib import suppress
with suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "ru_RU.UTF-8")
from datetime import date
from sheetsync.language import days as f
from sheetsync.language.money import money
from sheetsync.language.numbers import percent
from sheetsync.rules.attention.actions import day_text
from sheetsync.workspace.outcomes.words import amount, figure
for month in range(1, 13):
    day = date(2026, month, 5)
    period = f"2026-{month:02}"
    print(f.day(day, "en"), f.day_month(day, "en"), f.short_day(day, "en"), f.month(period, "en"),
          f.month_year(period, "en"), f.month_short(period, "en"), day_text(day, "en"))
print(money(123456, "RUB", "en"), percent(0.5, "en"), amount(123456, "en"), figure(62.25, "en"))
"""


def english_lines() -> Iterator[str]:
    for month in range(1, 13):
        day, period = date(2026, month, 5), f"2026-{month:02}"
        yield days.day(day, "en")
        yield days.short_day(day, "en")
        yield days.month_year(period, "en")
        yield days.month_short(period, "en")
        yield day_text(day, "en")
    yield amount(123456, "en")
    yield figure(62.25, "en")


def test_a_child_on_a_russian_host_writes_english() -> None:
    russian = {"LC_ALL": "ru_RU.UTF-8", "LANG": "ru_RU.UTF-8", "LANGUAGE": "ru"}
    done = subprocess.run(  # our own code
        [sys.executable, "-c", _CHILD],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **russian, "PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    assert not _CYRILLIC.search(done.stdout), done.stdout
    assert "5 March 2026" in done.stdout
    assert "62.3" in done.stdout


@pytest.fixture
def russian_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process speaks Russian as far as the machine can; Babel's default needs only names."""
    before = locale.setlocale(locale.LC_ALL)
    for name in ("LC_ALL", "LC_TIME", "LANG", "LANGUAGE"):
        monkeypatch.setenv(name, "ru_RU.UTF-8")
    with suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "ru_RU.UTF-8")
    yield
    locale.setlocale(locale.LC_ALL, before)


@pytest.mark.usefixtures("russian_process")
def test_a_process_that_speaks_russian_writes_english() -> None:
    days.day.cache_clear()
    days.short_day.cache_clear()
    days.month_year.cache_clear()
    days.month.cache_clear()
    assert [line for line in english_lines() if _CYRILLIC.search(line)] == []


def asks_the_host(node: ast.AST, *, babel: bool) -> bool:
    """Whether a name of a month or a day, or a decimal sign, would be the host's."""
    match node:
        case ast.Call(func=ast.Attribute(attr="strftime"), args=[*_, ast.Constant(str(form))]):
            return bool(_FROM_THE_HOST.search(form))
        case ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(str(form))])):
            return bool(_FROM_THE_HOST.search(form))
        case ast.Attribute(attr=name, value=ast.Name(id="calendar")):
            return name in {"month_name", "month_abbr", "day_name", "day_abbr"}
        case ast.Call(func=ast.Name(id=name), keywords=words):
            named = any(word.arg == "locale" for word in words)
            return babel and name.startswith("format_") and not named
        case _:
            return False


def test_nothing_asks_the_host_for_names_of_months_or_days() -> None:
    """`%b`, `calendar.month_name` and Babel without a locale answer in the host's language."""
    asked = []
    for file in sorted(Path(sheetsync.__file__).parent.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        babel = "from babel" in text
        asked += [
            f"{file.name}:{getattr(node, 'lineno', 0)}"
            for node in ast.walk(ast.parse(text))
            if asks_the_host(node, babel=babel)
        ]
    assert asked == []


@pytest.mark.parametrize(
    "line",
    ["f'{day:%d %B}'", "day.strftime('%b')", "calendar.month_name[3]", "format_date(day, 'MMM')"],
)
def test_a_line_that_asks_the_host_is_seen(line: str) -> None:
    assert any(asks_the_host(node, babel=True) for node in ast.walk(ast.parse(line)))
