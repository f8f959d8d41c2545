"""Functions that Sheets has and the engine lacks, or that depend on the spreadsheet's locale."""

import re
from collections.abc import Callable, Iterator

import formualizer
from email_validator import EmailNotValidError, validate_email

from sheetsync.sandbox.entry import parse_entry
from sheetsync.sandbox.entry.entered import as_number
from sheetsync.sandbox.formats import CellValue, shown
from sheetsync.sandbox.formulas.book import Book

#: An argument as the engine hands it over: a value, or a range as rows.
Argument = bool | int | float | str | None | list[list[bool | int | float | str | None]]


def register(workbook: formualizer.Workbook, book: Book) -> None:
    """Teach the engine's workbook the functions of this page."""
    for name, (least, most, function) in _of_locale(book).items():
        workbook.register_function(
            name, function, min_args=least, max_args=most, allow_override_builtin=True
        )
    for name, (least, most, function) in _PLAIN.items():
        workbook.register_function(name, function, min_args=least, max_args=most)


_Entry = tuple[int, int | None, Callable[..., object]]


def _of_locale(book: Book) -> dict[str, _Entry]:
    def text(value: CellValue, pattern: str) -> str:
        return shown(_number(value), {"type": "NUMBER", "pattern": pattern}, book.locale)

    def value(typed: CellValue) -> object:
        entered = parse_entry(str(typed), book.locale, book.now.date()).value
        if isinstance(entered, int | float) and not isinstance(entered, bool):
            return float(entered)
        return formualizer.LiteralValue.error(
            "Value", f"VALUE parameter '{typed}' cannot be parsed to number."
        )

    def join(delimiter: str, *arguments: Argument) -> str:
        return delimiter.join(shown(_number(cell), None, book.locale) for cell in _cells(arguments))

    return {"TEXT": (2, 2, text), "VALUE": (1, 1, value), "JOIN": (2, None, join)}


def _number(value: CellValue) -> CellValue:
    if isinstance(value, float):
        return as_number(value)
    return value


def _cells(arguments: tuple[Argument, ...]) -> Iterator[bool | int | float | str | None]:
    for argument in arguments:
        if isinstance(argument, list):
            for row in argument:
                yield from row
        else:
            yield argument


def _regexmatch(text: str, pattern: str) -> bool:
    return re.search(pattern, text) is not None


def _regexextract(text: str, pattern: str) -> object:
    match = re.search(pattern, text)
    if match is None:
        return formualizer.LiteralValue.error(
            "Na",
            f'Function REGEXEXTRACT parameter 2 value "{pattern}" does not match text of '
            f'Function REGEXEXTRACT parameter 1 value "{text}".',
        )
    return match[1] if match.groups() else match[0]


def _regexreplace(text: str, pattern: str, replacement: str) -> str:
    return re.sub(pattern, re.sub(r"\$(\d)", r"\\\1", replacement), text)


def _countunique(*arguments: Argument) -> float:
    return float(len({(type(cell), cell) for cell in _cells(arguments) if cell is not None}))


def _isemail(text: object) -> bool:
    try:
        validate_email(str(text), check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


_PLAIN: dict[str, _Entry] = {
    "REGEXMATCH": (2, 2, _regexmatch),
    "REGEXEXTRACT": (2, 2, _regexextract),
    "REGEXREPLACE": (3, 3, _regexreplace),
    "COUNTUNIQUE": (1, None, _countunique),
    "ISEMAIL": (1, 1, _isemail),
}
