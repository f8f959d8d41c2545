"""docs/validation.md and docs/ru/validation.md, made from the rules."""

import re
from collections.abc import Iterable, Iterator

from sheetsync.language import Lang, Phrase
from sheetsync.rules.validation.catalogue import RULES
from sheetsync.rules.validation.cell_words import all_sentences
from sheetsync.rules.validation.rule import Wording
from sheetsync.rules.validation.tool_tabs import CODE, FOREIGN, FOREIGN_WORDING, WORDING
from sheetsync.tables.catalogue.modules import people_by_code, tool_by_code
from sheetsync.tables.schema import Severity

_HEADS = (
    Phrase(ru="Код", en="Code"),
    Phrase(ru="Важность", en="Severity"),
    Phrase(ru="Где", en="Where"),
    Phrase(ru="Что не так", en="What is wrong"),
    Phrase(ru="Что сделать", en="What to do"),
    Phrase(ru="На что влияет", en="What it affects"),
)
_SEVERITIES = {
    "error": Phrase(ru="ошибка", en="error"),
    "warning": Phrase(ru="замечание", en="warning"),
}
_INTRODUCTION = Phrase(
    en="""# What validation finds

Every finding names the tab, the cell, what is wrong and what to do. Errors keep the row, or the
cell, out of the computations named in the last column; warnings keep nothing out. `{…}` stands for
the cell's own values, `/` for two ways to say it. Where no place is named, the rule is for every
tab.

This page is made from the rules (`sheetsync.rules.validation.reference`); a test holds it current.
""",
    ru="""# Что находит проверка

Каждая строка называет вкладку, ячейку, что не так и что сделать. Из-за ошибки строка или ячейка не
входит в расчёты, названные в последнем столбце; замечание ничего не исключает. Вместо `{…}` стоят
значения самой ячейки, `/` разделяет два варианта фразы. Где место не названо, правило действует для
всех вкладок. Код без номера — это то, как прочитана ячейка, если для неё нет особого правила.

Страница сделана по правилам (`sheetsync.rules.validation.reference`); тест следит, чтобы она не
устарела.
""",
)
_CHOICE = re.compile(r"\[([^\[\]]*)\]")


def document(lang: Lang) -> str:
    """The whole page in one language: an introduction and a table of all rules."""
    heads = [head.said(lang) for head in _HEADS]
    rows = sorted(set(_rows(lang)), key=lambda row: (not row[0].startswith("V-"), row))
    lines = [_line(heads), _line("---" for _ in heads), *map(_line, rows), ""]
    return "\n".join((_INTRODUCTION.text(lang), *lines))


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
    described = people_by_code().get(tab) or tool_by_code().get(tab)
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
    return " / ".join(part for part in match[1].split("|") if part)
