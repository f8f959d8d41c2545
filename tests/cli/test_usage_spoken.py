"""A wrong call is told in the language of the terminal: every class of click's errors once."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
import pytest
from click.exceptions import NoSuchCommand

from sheetsync.cli.main import exit_code_of
from sheetsync.cli.usage_words import message_of

CALLS = [
    (["run", "--nonsense"], "Нет параметра '--nonsense'."),
    (["run", "validate", "--due-"], "Нет параметра '--due-'. Может быть, '--due'?"),
    (["rum"], "Нет команды 'rum'. Может быть, 'run'?"),
    (["explain"], "Не хватает: 'PARTNER'."),
    (["ratings", "chart", "P-001"], "Не хватает параметра '--output' / '-o'."),
    (["run", "--limit", "many"], "Неверное значение '--limit': 'many' — не целое число."),
    (["run", "--limit", "0"], "Неверное значение '--limit': 0 вне границ x>=1."),
    (
        ["run", "--as-of", "yesterday"],
        "Неверное значение '--as-of': 'yesterday' не имеет вида '%Y-%m-%d'.",
    ),
    (["run", "--period"], "После '--period' нужно значение."),
    (["run", "--due=yes"], "'--due' пишется без значения."),
    (["explain", "P-001", "P-002"], "Лишнее: P-002"),
    (["sandbox"], None),
]


@pytest.mark.parametrize(("arguments", "told"), CALLS)
def test_a_wrong_call_is_told_in_russian(
    arguments: list[str], told: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["--lang", "ru", *arguments]) == 2
    shown = capsys.readouterr().err
    # click knows of no command when a flag is given a value.
    assert shown.startswith("Использование: ") or len(shown.splitlines()) == 1
    if told:
        assert shown.splitlines()[-1] == f"Ошибка: {told}"
        assert len(shown.splitlines()) == 1 or "\nПодробнее: " in shown


@pytest.mark.parametrize("arguments", [call for call, told in CALLS if told])
def test_in_english_it_is_what_click_says(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["--lang", "en", *arguments]) == 2
    ours = capsys.readouterr().err.splitlines()
    from sheetsync.cli.main import cli  # beside ours

    with pytest.raises(click.ClickException) as caught:
        cli.main(["--lang", "en", *arguments], standalone_mode=False)
    assert ours[-1] == f"Error: {caught.value.format_message()}"


ARGUMENT = click.Argument(["number"], nargs=2)
OPTION = click.Option(["--form"], type=click.Choice(["csv", "json"]))
ERRORS: list[tuple[click.ClickException, str]] = [
    (click.UsageError("Missing command."), "Назовите команду."),
    (click.UsageError("Назовите задание."), "Назовите задание."),
    (click.BadParameter("no"), "Неверное значение: no"),
    (click.BadParameter("no", param_hint=["--a", "-a"]), "Неверное значение '--a' / '-a': no"),
    (
        click.BadParameter("'xml' is not one of 'csv', 'json'.", param_hint="--form"),
        "Неверное значение --form: 'xml' — не из списка: 'csv', 'json'.",
    ),
    (click.MissingParameter(param_type="parameter", param_hint="X"), "Не хватает значения X."),
    (
        click.MissingParameter(param=OPTION),
        "Не хватает параметра '--form'. Выберите из: csv,\n\tjson",
    ),
    (click.NoSuchOption("--x", possibilities=["--xy"]), "Нет параметра '--x'. Может быть, '--xy'?"),
    (NoSuchCommand("x"), "Нет команды 'x'."),
    (NoSuchCommand("rum", possibilities=["run"]), "Нет команды 'rum'. Может быть, 'run'?"),
    (click.BadOptionUsage("x", "Option 'x' requires 2 arguments."), "После 'x' нужно значений: 2."),
    (click.BadArgumentUsage("Argument 'n' takes 2 values."), "'n': нужно значений: 2."),
    (click.FileError("a.csv", "denied"), "Файл 'a.csv' не открывается: denied"),
    (click.ClickException("what"), "what"),
]


@pytest.mark.parametrize(("error", "told"), ERRORS)
def test_every_class_speaks_russian(error: click.ClickException, told: str) -> None:
    assert message_of(error, "ru") == told


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (click.Path(exists=True, dir_okay=False), "файла '{gone}' нет."),
        (click.Path(exists=True, file_okay=False), "папки '{gone}' нет."),
        (click.Path(exists=True), "'{gone}' — нет такого пути."),
    ],
)
def test_files_that_are_not_there(path: click.Path, told: str, tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    error = raised(lambda: path.convert(gone, None, None))
    assert message_of(error, "ru") == f"Неверное значение: {told.format(gone=gone)}"


def test_a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, name, told in (
        (click.Path(dir_okay=False), "", "— это папка, а нужен файл."),
        (click.Path(file_okay=False), "file", "— это файл, а нужна папка."),
    ):
        given = str(tmp_path / name)
        error = raised(partial(path.convert, given, None, None))
        assert message_of(error, "ru").endswith(told)


def raised(call: Callable[[], object]) -> click.BadParameter:
    with pytest.raises(click.BadParameter) as caught:
        call()
    return caught.value
