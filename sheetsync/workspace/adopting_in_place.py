"""A team's spreadsheet that becomes the workbook itself: a typed yes, and config.yaml names it.

The yes changes config.yaml alone; the spreadsheet is first written by ``sheetsync init``, which
makes a copy before. Source: adoption.md A3, last point.
"""

from collections.abc import Iterator, Mapping

from sheetsync.config.mapping_text import quoted
from sheetsync.errors import AdoptionError, reason_of
from sheetsync.language import Lang, Phrase
from sheetsync.private_files import write_private
from sheetsync.tables.adoption.answers import Answers, answered
from sheetsync.tables.adoption.plain_form import PlainNames, plain_names
from sheetsync.workspace.adopted_look import Look
from sheetsync.workspace.adopting import (
    BOOK,
    CANNOT_WRITE,
    CHOOSE_FOLDER,
    CONFIG,
    MAPPING,
    Adoption,
)

_ABOUT = Phrase(
    ru="Создано sheetsync adopt: таблица команды — она же рабочая, письма ложатся в папку.\n"
    "# Все ключи — в config.example.yaml.",
    en="Made by sheetsync adopt: the team's workbook is the workbook, letters go to a folder.\n"
    "# config.example.yaml shows every key.",
)


#: A column is wanted in every row, and no tab of the team's has it.
_NO_COLUMN = "ADOPT_NO_COLUMN"
#: Whose rows a workbook of ours wants; through a mapping they come of themselves.
_GROUP = "partners.group_id"


def names_in_place(adoption: Adoption, answers: Answers, look: Look) -> PlainNames | None:
    """The names by which jobs read the team's spreadsheet itself; None where they cannot.

    Only a Google spreadsheet can hold tool tabs; what was agreed to once stays as it is.

    Args:
        adoption: the spreadsheet, and what it is thought to mean.
        answers: what was said.
        look: what comes of it.
    """
    if not adoption.config.spreadsheet or adoption.old is not None or look.stopped:
        return None
    proposal = answered(adoption.proposal, answers)
    return plain_names(adoption.mapping(answers), proposal, adoption.source)


def to_be_filled(look: Look) -> list[str]:
    """What rows of ours want and the spreadsheet has no column for, a line a tab.

    A mapping does without; in the spreadsheet itself people fill it in.
    """
    lacking = [one for one in look.findings if one["code"] == _NO_COLUMN]
    return [f"{one['tab']}: {one['message']}" for one in lacking]


def partner_groups(adoption: Adoption, answers: Answers) -> list[str]:
    """The groups that partners name, ten at most: in the spreadsheet itself people list them."""
    tabs = answered(adoption.proposal, answers).tabs
    columns = (one for tab in tabs for one in tab.columns if one.meaning == _GROUP)
    return [value for column in columns for value in column.samples]


def init_command(adoption: Adoption) -> str:
    """What adds tool tabs and missing columns to the team's spreadsheet."""
    config = adoption.options.into / CONFIG
    return f"sheetsync init --repair --lang {adoption.options.lang} --config {config}"


def settle_in_place(adoption: Adoption, names: PlainNames) -> None:
    """Have config.yaml name the team's spreadsheet; mapping and own workbook go.

    Stopped at any moment, the folder works: config.yaml changes at once, and what it no longer
    names is only in the way.

    Raises:
        AdoptionError: config.yaml cannot be written; what was there stands.
    """
    into = adoption.options.into
    try:
        write_private(into / CONFIG, config_in_place(adoption, names).encode())
        for path in (into / MAPPING, *into.glob(f"{BOOK}*")):
            path.unlink()
    except OSError as error:
        raise AdoptionError(
            CANNOT_WRITE, cure=CHOOSE_FOLDER, folder=into, reason=reason_of(error)
        ) from None


def config_in_place(adoption: Adoption, names: PlainNames) -> str:
    """The text of config.yaml: the team's spreadsheet, with titles and headers of its own."""
    return "\n".join(_lines(adoption, names, adoption.options.lang)) + "\n"


def _lines(adoption: Adoption, names: PlainNames, lang: Lang) -> Iterator[str]:
    yield f"# {_ABOUT.said(lang)}"
    yield f"spreadsheet: {quoted(adoption.config.spreadsheet)}"
    yield f"credentials: {quoted(adoption.config.credentials)}"
    yield from _section("tabs", names.tabs)
    yield from _section("columns", names.columns)
    yield "state: state"
    yield "mail:"
    yield "  folder: letters"


def _section(key: str, names: Mapping[str, str]) -> Iterator[str]:
    if names:
        yield f"{key}:"
        yield from (f"  {code}: {quoted(name)}" for code, name in names.items())
