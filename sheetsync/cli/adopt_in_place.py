"""The last question of ``sheetsync adopt``: may tool tabs stand in the team's own file?

Source: adoption.md A3, last point.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sheetsync.cli.adopt_screen import clean
from sheetsync.cli.termination import TERMINATION
from sheetsync.language import Lang, Phrase
from sheetsync.tables.adoption.answers import Answers

if TYPE_CHECKING:
    from sheetsync.workspace.adopted_look import Look  # pandas takes a second
    from sheetsync.workspace.adopting import Adoption

#: A bare Enter is none, nor is one letter: what it allows is a file of the team's to be written.
_YES = frozenset({"yes", "да"})
_ASK = (
    Phrase(
        ru="Каждая вкладка — одна таблица со своими кодами: sheetsync может работать в самом "
        "файле, без mapping.yaml.",
        en="Every tab is one table with keys of its own: sheetsync can work in the file itself, "
        "without mapping.yaml.",
    ),
    Phrase(
        ru="Тогда sheetsync init добавит туда свои вкладки и недостающие столбцы, а прежние ячейки "
        "не тронет.",
        en="sheetsync init then adds its tabs and missing columns there, and changes no cell that "
        "is filled.",
    ),
    Phrase(
        ru="Права на просмотр для этого мало: сервисному аккаунту нужно право редактора.",
        en="A viewer's rights are not enough for that: the service account has to be an editor.",
    ),
)
_LACKING = Phrase(
    ru="Через mapping.yaml без этих столбцов обходятся; в самом файле их придётся заполнить:",
    en="Through mapping.yaml these columns are done without; in the file itself you fill them in:",
)
_QUESTION = Phrase(
    ru="Вкладки sheetsync в этот файл? [напишите «да»; Enter — нет, файл только читать]",
    en='tool tabs into this file? [type "yes"; Enter for no: the file is only read]',
)


def works_in_place(adoption: "Adoption", answers: Answers, look: "Look", lang: Lang) -> bool:
    """Ask whether the team's spreadsheet becomes the workbook, where it can; do what is said.

    Raises:
        AdoptionError: config.yaml cannot be written.
    """
    from sheetsync.workspace.adopting_in_place import (  # noqa: PLC0415  # pandas takes a second
        names_in_place,
        settle_in_place,
        to_be_filled,
    )

    names = names_in_place(adoption, answers, look)
    if names is None or not _agreed(to_be_filled(look), lang):
        return False
    settle_in_place(adoption, names)
    return True


def _agreed(lacking: Sequence[str], lang: Lang) -> bool:
    click.echo()
    for words in _ASK:
        click.echo(words.said(lang))
    if lacking:
        click.echo(_LACKING.said(lang))
    for line in lacking:
        click.echo(f"  {clean(line)}")
    question = _QUESTION.said(lang)
    try:
        typed = click.prompt(question, default="", show_default=False, prompt_suffix=" ")
    except (click.Abort, KeyboardInterrupt):
        if TERMINATION.asked():
            raise
        click.echo()
        return False
    return str(typed).strip().lower() in _YES
