"""docs/validation.md, made from the rules."""

import re
from collections.abc import Iterable, Iterator

from sheetsync.language import Lang, Phrase
from sheetsync.rules.validation.catalogue import RULES
from sheetsync.rules.validation.cell_words import all_sentences
from sheetsync.rules.validation.rule import Wording
from sheetsync.rules.validation.tool_tabs import CODE, FOREIGN, FOREIGN_WORDING, WORDING
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.schema import Severity

_HEADS = (
    Phrase(ru="Код", en="Code"),
    Phrase(ru="Важность", en="Severity"),
    Phrase(ru="Где", en="Where"),
    Phrase(ru="Что не так", en="What is wrong"),
    Phrase(ru="Что сделать", en="What to do"),
    Phrase(ru="На что влияет", en="What it affects"),
)
_TITLE = Phrase(ru="По-русски", en="In English")
_SEVERITIES = {
    "error": Phrase(ru="ошибка", en="error"),
    "warning": Phrase(ru="замечание", en="warning"),
}
_INTRODUCTION = """# What validation finds

Every finding names the tab, the cell, what is wrong and what to do. Errors keep the row, or the
cell, out of the computations named in the last column; warnings keep nothing out. `{…}` stands for
the cell's own values, `/` for two ways to say it. Where no place is named, the rule is for every
tab.

This page is made from the rules (`sheetsync.rules.validation.reference`); a test holds it current.
"""
_CHOICE = re.compile(r"\[([^\[\]|]*)(?:\|([^\[\]|]*))?\]")


def document() -> str:
    """The whole page, both languages."""
    return "\n".join((_INTRODUCTION, reference("en"), reference("ru")))


def reference(lang: Lang) -> str:
    """All rules of one language as a Markdown section with a table."""
    heads = [head.said(lang) for head in _HEADS]
    lines = [f"## {_TITLE.said(lang)}", "", _line(heads), _line("---" for _ in heads)]
    rows = sorted(set(_rows(lang)), key=lambda row: (not row[0].startswith("V-"), row))
    return "\n".join((*lines, *map(_line, rows), ""))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rows(lang: Lang) -> Iterator[tuple[str, ...]]:
    for rule in RULES:
        place = _place(rule.tab, rule.column, lang)
        yield _row((rule.code, rule.severity, place), rule.wording, lang)
    yield _row((CODE, "warning", ""), WORDING, lang)
    yield _row((FOREIGN, "error", ""), FOREIGN_WORDING, lang)
    for (code, tab, column), sentence in all_sentences():
        severity = sentence.severity or "error"
        place = _place(tab, column, lang)
        yield _row((sentence.rule or code, severity, place), sentence.wording, lang)


def _place(tab: str, column: str, lang: Lang) -> str:
    """Tab and column as the catalogue has them, "" for any."""
    described = people_by_code().get(tab)
    if described is None:
        return ""
    headers = [col.header(lang) for col in described.columns if col.name == column]
    return ", ".join([described.title(lang), *headers])


def _row(head: tuple[str, Severity, str], wording: Wording, lang: Lang) -> tuple[str, ...]:
    code, severity, place = head
    phrases = (wording.message, wording.cure, wording.affects)
    return (
        code,
        _SEVERITIES[severity].said(lang),
        place,
        *(_flat(phrase, lang) for phrase in phrases),
    )


def _flat(phrase: Phrase, lang: Lang) -> str:
    """The phrase with both parts of a choice."""
    return _CHOICE.sub(_both, phrase.said(lang)).replace("|", "\\|")


def _both(match: re.Match[str]) -> str:
    return f"{match[1]} / {match[2]}" if match[2] else match[1]
