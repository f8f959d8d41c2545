"""What stands on each header of people's tabs: what the column is for, then an example."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sheetsync.language import Phrase
from sheetsync.tables.schema import Column

#: What for and an example, in Russian, then in English.
Noted = Mapping[str, tuple[str, str, str, str]]
_NOTE = Phrase(ru="{what}.\nНапример: {example}", en="{what}.\nFor example: {example}")


def noted(notes: Noted, columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns with their notes, by name; those without one stay as they are."""
    return tuple(
        replace(column, note=_note(*notes[column.name])) if column.name in notes else column
        for column in columns
    )


def _note(what_ru: str, example_ru: str, what_en: str, example_en: str) -> Phrase:
    return Phrase(
        ru=_NOTE.ru.format(what=what_ru, example=example_ru),
        en=_NOTE.en.format(what=what_en, example=example_en),
    )
