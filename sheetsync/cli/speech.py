"""Which language the terminal speaks: asked for, else the workbook's, else the system's."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

import click

from sheetsync.language import DEFAULT, Lang, Phrase, is_language

#: Where the system says its language, the first that is set. Source: POSIX, XBD 8.2.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(slots=True)
class Speech:
    """The language of one call of the command line, as far as it is known.

    Attributes:
        asked: by ``--lang``.
        workbook: of the workbook, once it is read.
    """

    asked: Lang | None = None
    workbook: Lang | None = None

    @property
    def lang(self) -> Lang:
        """The language to speak now."""
        return self.asked or self.workbook or system_language(os.environ)

    def hear(self, lang: Lang) -> None:
        """The workbook was read, and this is its language."""
        self.workbook = lang

    def say(self, words: Phrase, **facts: object) -> str:
        """A phrase in the language to speak now."""
        return words.said(self.lang, **facts)


def speech() -> Speech:
    """How the command that runs now speaks; outside of one, as the system does."""
    context = click.get_current_context(silent=True)
    return Speech() if context is None else context.ensure_object(Speech)


def system_language(variables: Mapping[str, str]) -> Lang:
    """The language that the system says it speaks; our default where it says none of ours.

    >>> system_language({"LANG": "ru_RU.UTF-8"}), system_language({"LC_ALL": "C", "LANG": "ru"})
    ('ru', 'en')
    """
    said = next((value for name in _VARIABLES if (value := variables.get(name))), "")
    code = said.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return code if is_language(code) else DEFAULT
