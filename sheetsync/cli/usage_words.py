"""What click says of a wrong call, in the language of the terminal.

click asks gettext, which takes its language from the system alone and once. Its errors carry their
facts in fields and in texts of few forms: each form has a phrase here; a text that has none is one
that a command of ours said itself, in the language already.
"""

import re
from collections.abc import Sequence
from functools import cache

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from sheetsync.cli.speech import Speech
from sheetsync.language import Lang, Phrase

_ERROR = Phrase(ru="Ошибка: {message}", en="Error: {message}")
_HINT = Phrase(ru="Подробнее: {command} {option}", en="Try '{command} {option}' for help.")
_INVALID = Phrase(ru="Неверное значение: {message}", en="Invalid value: {message}")
_INVALID_OF = Phrase(
    ru="Неверное значение {name}: {message}", en="Invalid value for {name}: {message}"
)
_MISSING = {
    "argument": Phrase(ru="Не хватает: {name}.", en="Missing argument {name}."),
    "option": Phrase(ru="Не хватает параметра {name}.", en="Missing option {name}."),
    "parameter": Phrase(ru="Не хватает значения {name}.", en="Missing parameter {name}."),
}
_NEAR = Phrase(ru="Может быть, {near}?", en="Did you mean {near}?")
_NO_FILE = Phrase(
    ru="Файл {name} не открывается: {message}", en="Could not open file {name}: {message}"
)
#: click's texts by their form, its names in braces; and what they say.
_FORMS: tuple[Phrase, ...] = (
    Phrase(ru="Нет параметра {name}.", en="No such option {name}."),
    Phrase(ru="Нет команды {name}.", en="No such command {name}."),
    Phrase(ru="Назовите команду.", en="Missing command."),
    Phrase(ru="{value} — не из списка: {choices}.", en="{value} is not one of {choices}."),
    Phrase(ru="{value} не имеет вида {format}.", en="{value} does not match the format {format}."),
    Phrase(
        ru="{value} не имеет ни одного из видов {formats}.",
        en="{value} does not match the formats {formats}.",
    ),
    Phrase(ru="{value} — не целое число.", en="{value} is not a valid integer."),
    Phrase(ru="{value} — не целое число.", en="{value} is not a valid integer range."),
    Phrase(ru="{value} — не число.", en="{value} is not a valid float."),
    Phrase(ru="{value} — не число.", en="{value} is not a valid float range."),
    Phrase(ru="{value} вне границ {range}.", en="{value} is not in the range {range}."),
    Phrase(
        ru="{value} — не да и не нет; подходят: {states}",
        en="{value} is not a valid boolean. Recognized values: {states}",
    ),
    Phrase(ru="файла {name} нет.", en="File {name} does not exist."),
    Phrase(ru="папки {name} нет.", en="Directory {name} does not exist."),
    Phrase(ru="{name} — нет такого пути.", en="Path {name} does not exist."),
    Phrase(ru="{name} — это файл, а нужна папка.", en="Directory {name} is a file."),
    Phrase(ru="{name} — это папка, а нужен файл.", en="File {name} is a directory."),
    Phrase(ru="файл {name} нельзя прочитать.", en="File {name} is not readable."),
    Phrase(ru="в файл {name} нельзя писать.", en="File {name} is not writable."),
    Phrase(ru="папку {name} нельзя прочитать.", en="Directory {name} is not readable."),
    Phrase(ru="в папку {name} нельзя писать.", en="Directory {name} is not writable."),
    Phrase(ru="После {name} нужно значение.", en="Option {name} requires an argument."),
    Phrase(
        ru="После {name} нужно значений: {nargs}.",
        en="Option {name} requires {nargs} arguments.",
    ),
    Phrase(ru="{name} пишется без значения.", en="Option {name} does not take a value."),
    Phrase(ru="Лишнее: {args}", en="Got unexpected extra argument ({args})"),
    Phrase(ru="Лишнее: {args}", en="Got unexpected extra arguments ({args})"),
    Phrase(ru="{name}: нужно значений: {nargs}.", en="Argument {name} takes {nargs} values."),
    Phrase(ru="Выберите из: {choices}", en="Choose from:\n\t{choices}"),
)
_PLACE = re.compile(r"\\\{(\w+)\\\}")


def show(error: click.ClickException, speaking: Speech) -> None:
    """Say on stderr how the command is called and what was wrong with the call."""
    if isinstance(error, NoArgsIsHelpError):
        error.show()
        return
    lines = []
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        with context.scope(cleanup=False):
            lines.append(context.get_usage())
        names = context.command.get_help_option_names(context)
        hint = {"command": context.command_path, "option": max(names, key=len, default="")}
        lines += [speaking.say(_HINT, **hint), ""] if names else [""]
    lines.append(speaking.say(_ERROR, message=message_of(error, speaking.lang)))
    click.echo("\n".join(lines), err=True)


def message_of(error: click.ClickException, lang: Lang) -> str:
    """What was wrong, in a language."""
    message = said(error.message, lang)
    match error:
        case click.MissingParameter():
            return _missing(error, message, lang)
        case click.BadParameter():
            name = _name_of(error)
            form = _INVALID_OF if name else _INVALID
            return form.said(lang, name=name, message=message)
        case click.NoSuchOption() | NoSuchCommand():
            near = ", ".join(map(repr, error.possibilities or ()))
            return f"{message} {_NEAR.said(lang, near=near)}" if near else message
        case click.FileError():
            return _NO_FILE.said(lang, name=repr(error.ui_filename), message=message)
        case _:
            return message


def said(text: str, lang: Lang) -> str:
    """A text of click's in a language; any other as it is.

    >>> said("No such option '--x'.", "ru"), said("нет такого партнёра", "en")
    ("Нет параметра '--x'.", 'нет такого партнёра')
    """
    for form in _FORMS:
        found = _pattern(form.said("en")).fullmatch(text)
        if found:
            return form.said(lang, **found.groupdict())
    return text


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(form)), re.DOTALL)


def _missing(error: click.MissingParameter, message: str, lang: Lang) -> str:
    kind = error.param_type or (error.param.param_type_name if error.param else "parameter")
    asked = _MISSING.get(kind, _MISSING["parameter"]).said(lang, name=_name_of(error))
    more = error.param.type.get_missing_message(error.param, error.ctx) if error.param else ""
    return " ".join(part for part in (asked, message, said(more or "", lang)) if part)


def _name_of(error: click.BadParameter) -> str:
    """The parameter as click names it, in quotes where it does so."""
    hint = error.param_hint
    if hint is None and error.param is not None:
        hint = error.param.get_error_hint(error.ctx)
    return _joined(hint or "")


def _joined(hint: str | Sequence[str]) -> str:
    return hint if isinstance(hint, str) else " / ".join(map(repr, hint))
