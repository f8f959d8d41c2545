"""``--help`` speaks the language of the terminal, every command and option of it."""

import re
from collections.abc import Iterator

import click
import pytest

from sheetsync.cli.help_words import help_text
from sheetsync.cli.main import COMMANDS, cli, exit_code_of

ENGLISH = re.compile(r"\b(?:the|is|are|of|with|only|which|make|say|print|this|and)\b")


def commands(
    command: click.Command, *above: str
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    yield above, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, *above, name)


def texts() -> Iterator[str]:
    yield from (line for _, line in COMMANDS.values())
    for _, command in commands(cli):
        yield from (command.help or "").split("\n\n")
        yield command.epilog or ""
        for option in command.params:
            yield getattr(option, "help", None) or ""


def test_every_text_of_the_help_has_its_russian() -> None:
    said = {" ".join(text.split()): help_text(text, "ru") for text in texts() if text.strip()}
    same = {"Parquet, duckdb:///, sqlite:/// or postgresql://."}
    assert [text for text, russian in said.items() if text == russian and text not in same] == []
    assert [text for text in said if help_text(text, "en") != text] == []


@pytest.mark.parametrize("words", [words for words, _ in commands(cli)], ids=" ".join)
def test_the_help_of_a_command_is_russian_where_that_is_spoken(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["--lang", "ru", *words, "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Использование: ")
    assert "\nПараметры:\n" in told
    # Names of options and what they take are the same in every language.
    bare = re.sub(r"--?[\w-]+|\[[^\]]*\]|[A-Z_]{3,}|<[^>]*>|INTEGER RANGE", "", told)
    assert ENGLISH.findall(bare) == []


def test_the_system_says_which_language_the_help_speaks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang, word in (("ru_RU.UTF-8", "Команды:"), ("C.UTF-8", "Commands:")):
        monkeypatch.setenv("LC_ALL", lang)
        assert exit_code_of(["--help"]) == 0
        assert word in capsys.readouterr().out


def test_what_nobody_translated_stays_as_it_is() -> None:
    assert help_text("A job of a team's own.", "ru") == "A job of a team's own."
    assert help_text("Said by nobody...", "ru") == "Said by nobody..."
    assert help_text("The file.  [required]", "ru") == "Файл.  [обязательно]"
