"""Ask once what the columns of a bank's table mean, and keep the answer in config.yaml."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheetsync.cli.adopt_screen import clean
from sheetsync.cli.output import is_terminal, print_table
from sheetsync.cli.speech import speech
from sheetsync.cli.typed_answers import NO, YES
from sheetsync.language import Phrase
from sheetsync.tables.catalogue.payments import BANK

if TYPE_CHECKING:
    from sheetsync.workspace.new_mapping import NewMapping
    from sheetsync.workspace.statement_files import FileRequest

_SHOWN_SAMPLES = 3
_TITLE = Phrase(
    ru="{file}: так понят файл (payments.mappings.{name})",
    en="{file}: what the file is taken to mean (payments.mappings.{name})",
)
_HEADERS = (
    Phrase(ru="столбец файла", en="column of the file"),
    Phrase(ru="что это", en="what it is"),
    Phrase(ru="значения", en="values"),
)
#: Sums of one way each, which the tab Bank keeps as one sum and its way.
_SUMS = {
    "amount_in": Phrase(ru="Сумма прихода", en="Sum that came in"),
    "amount_out": Phrase(ru="Сумма расхода", en="Sum that went out"),
}
_UNSURE = Phrase(ru="{meaning}: проверьте", en="{meaning}: please check")
_KNOWN = Phrase(ru="есть уже: {known}", en="there are already: {known}")
_RIGHT = Phrase(
    ru="Верно? Ответ запомнит config.yaml. [да / нет]",
    en="Is it right? config.yaml will keep the answer. [yes / no]",
)
_KEPT = Phrase(ru="записано в {path}", en="written into {path}")


def settle_mapping(config: Path, request: "FileRequest", *, may_ask: bool) -> None:
    """Have the mapping of a request in the config before anything is read by it.

    Args:
        config: the config file.
        request: the files, and the name of the mapping.
        may_ask: whether a person may be asked, and the config written.

    Raises:
        ConfigError: nobody could be asked, or said no; the cure shows the lines to paste. Or the
            config cannot be written.
        SourceFileError: the table cannot be read.
    """
    from sheetsync.workspace.new_mapping import new_mapping  # noqa: PLC0415  # pandas takes a second

    found = new_mapping(config, request)
    if found is None:
        return
    if not may_ask or not is_terminal():
        raise found.refusal()
    found.check()
    _show(found)
    if not _is_right():
        raise found.refusal()
    found.keep()
    click.echo(speech().say(_KEPT, path=config), err=True)


def _show(found: "NewMapping") -> None:
    rows = [
        (clean(header), _words(meaning, found), _samples(header, found))
        for meaning, header in found.mapping.columns.items()
    ]
    title = speech().say(_TITLE, file=clean(found.file), name=clean(found.name))
    print_table(title, [speech().say(words) for words in _HEADERS], rows)
    if found.section.mappings:
        click.echo(speech().say(_KNOWN, known=", ".join(found.section.mappings)))


def _words(meaning: str, found: "NewMapping") -> str:
    if meaning in _SUMS:
        words = speech().say(_SUMS[meaning])
    else:
        column = next(one for one in BANK.columns if one.name == meaning)
        words = column.header(speech().lang)
    return speech().say(_UNSURE, meaning=words) if meaning in found.proposal.unclear else words


def _samples(header: str, found: "NewMapping") -> str:
    return " · ".join(map(clean, found.proposal.samples.get(header, ())[:_SHOWN_SAMPLES]))


def _is_right() -> bool:
    while True:
        typed = click.prompt(speech().say(_RIGHT), default="", show_default=False)
        answer = str(typed).strip().lower()
        if answer in YES | NO:
            return answer in YES
