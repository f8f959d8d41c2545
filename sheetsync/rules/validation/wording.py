"""A finding in words: what is wrong, what to do, what it affects."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import month_year, typed_day
from sheetsync.language.money import money as money_in_words
from sheetsync.language.numbers import typed
from sheetsync.language.plurals import DAY, counted
from sheetsync.rules.validation.catalogue import rule_of
from sheetsync.rules.validation.cell_words import cell_sentence
from sheetsync.rules.validation.finding import row_key, seen_place
from sheetsync.rules.validation.rule import Wording
from sheetsync.rules.validation.tool_tabs import CODE as EDITED
from sheetsync.rules.validation.tool_tabs import FOREIGN, FOREIGN_WORDING
from sheetsync.rules.validation.tool_tabs import WORDING as EDITED_WORDING
from sheetsync.tables.catalogue.modules import people_by_code, tool_by_code
from sheetsync.tables.kinds.enums import BETWEEN
from sheetsync.tables.schema import Choice, Finding, PeopleTab, Severity, ToolTab
from sheetsync.tables.table import Tables

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACE = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-\d\d")
_LONGEST_VALUE = 60
#: Numbers of invoices, which people may have typed with the sign.
_NUMBERS = frozenset({"number", "ref_number"})
#: Letters that look like digits.
_DIGITS_MEANT = str.maketrans("OОoоЗзlI", "00003311")
_OR = Phrase(ru="» или «", en="” or “")


@dataclass(frozen=True, slots=True)
class Worded:
    """A finding as people read it.

    Attributes:
        code: the V-code where one exists, else the cell code.
        severity: as the catalogue of rules has it.
        title: the tab's title as it stands in the workbook.
        cell: A1 address, "" without one.
        key: what names the row, "" when it has no key.
        message: what is wrong, a sentence that begins small.
        cure: what to do.
        effect: what it affects until then.
    """

    code: str
    severity: Severity
    title: str
    cell: str
    key: str
    message: str
    cure: str
    effect: str

    @property
    def sentence(self) -> str:
        """The finding in one line: tab, cell, what is wrong, what to do."""
        place = f"{self.title}!{self.cell}" if self.cell else self.title
        return f"{place}: {self.message} {self.cure}"


def worded(finding: Finding, tables: Tables, lang: Lang) -> Worded:
    """The finding in the language.

    Args:
        finding: of reading or of a rule.
        tables: the workbook it was found in; gives titles and headers as they stand there.
        lang: language of the words.
    """
    code, severity, wording = _words_of(finding)
    names = _names(finding, tables, lang)
    return Worded(
        code=code,
        severity=severity,
        title=names["tab"],
        cell=names["cell"],
        key=names["key"],
        message=said(wording.message, names, lang),
        cure=said(wording.cure, names, lang),
        effect=said(wording.affects, names, lang),
    )


def _words_of(finding: Finding) -> tuple[str, Severity, Wording]:
    if finding.code == EDITED:
        return EDITED, "warning", EDITED_WORDING
    if finding.code == FOREIGN:
        return FOREIGN, "error", FOREIGN_WORDING
    rule = rule_of(finding.code, finding.tab, finding.column or "")
    if rule is not None:
        return rule.code, rule.severity, rule.wording
    sentence = cell_sentence(finding)
    return sentence.rule or finding.code, sentence.severity or finding.severity, sentence.wording


def said(phrase: Phrase, names: Mapping[str, str], lang: Lang) -> str:
    """The phrase with its places filled; a part in brackets only when all its names are known.

    Of several parts in brackets the first such one is said, else the last one.

    >>> said(Phrase(ru="", en="[{near} is near.|Nothing is near.] Mend it."), {}, "en")
    'Nothing is near. Mend it.'
    """
    text = _OPTIONAL.sub(lambda match: _chosen(match, names), phrase.said(lang))
    return _PLACE.sub(lambda match: names.get(match[1], ""), text)


def _chosen(match: re.Match[str], names: Mapping[str, str]) -> str:
    *parts, last = match[1].split("|")
    for part in parts or [last]:
        if all(names.get(name) for name in _PLACE.findall(part)):
            return part
    return last if parts else ""


def _names(finding: Finding, tables: Tables, lang: Lang) -> dict[str, str]:
    """Everything a phrase may name, as the language writes it."""
    currency = finding.facts.get("currency", tables.settings.currency)
    names = {name: _localised(name, fact, currency, lang) for name, fact in finding.facts.items()}
    seen = seen_place(finding, tables)
    return {
        **names,
        **_of_a_list(finding, lang),
        **_of_a_number(finding),
        **_of_a_mapping(finding, lang),
        **_cells_as_seen(finding, tables),
        "tab": seen.title or _title(finding.tab, tables, lang),
        "cell": seen.cell,
        "column": _header(finding, tables, lang),
        "value": _short(finding.value),
        "key": _key(finding, tables) or finding.row_key,
    }


def _of_a_mapping(finding: Finding, lang: Lang) -> dict[str, str]:
    """The columns that a team's tab lacks, by our headers."""
    tab, lacking = people_by_code().get(finding.tab), finding.facts.get("lacking", "")
    if tab is None or not lacking:
        return {}
    headers = (tab.column(name).header(lang) for name in lacking.split(","))
    return {"lacking": ", ".join(headers)}


def _cells_as_seen(finding: Finding, tables: Tables) -> dict[str, str]:
    """Other cells that a message names, where they really stand."""
    if "title" in finding.facts:
        return {}
    here = seen_place(finding, tables).title
    referred = finding.facts.get("referred")
    found = {}
    for name, tab in (("other_cell", finding.tab), ("near_cell", _code_of(referred, tables))):
        table = tables.tables.get(tab or finding.tab)
        if name in finding.facts and table is not None and table.origins is not None:
            place = table.place(finding.facts[name])
            found[name] = place.cell if place.title == here else place.named
    return found


def _code_of(title: str | None, tables: Tables) -> str:
    """The code of the tab of that title; "" when none is called so."""
    named = (code for code, table in tables.tables.items() if title and table.title == title)
    return next(named, "")


def _localised(name: str, fact: str, currency: str, lang: Lang) -> str:
    if name.endswith("_minor"):
        return money(int(fact), currency, lang)
    if name.endswith("_days"):
        return counted(int(fact), DAY, lang)
    if name in _NUMBERS:
        # Our sentences put the sign before it.
        return fact.removeprefix("№").lstrip()
    if name == "month" and _MONTH.fullmatch(fact):
        return month_year(fact, lang)
    return typed_day(date.fromisoformat(fact), lang) if _DAY.fullmatch(fact) else fact


def money(minor: int, currency: str, lang: Lang) -> str:
    r"""An amount as people type it into a cell.

    >>> money(500000, "RUB", "en"), money(-1550, "USD", "ru").replace("\xa0", " ")
    ('5,000.00\xa0RUB', '-15,50 $')
    """
    return typed(money_in_words(minor, currency, lang))


def _of_a_list(finding: Finding, lang: Lang) -> dict[str, str]:
    """The labels of a list's choices, and of the nearest one."""
    tab = _described(finding.tab)
    columns = {column.name: column for column in tab.columns} if tab else {}
    column = columns.get(finding.column or "")
    if column is None or not column.allowed:
        return {}
    labels = {
        choice.code: choice.label(lang) for choice in column.allowed if isinstance(choice, Choice)
    }
    names = {"choices": ", ".join(labels.values())}
    near = [code for code in finding.facts.get("near", "").split(BETWEEN) if code in labels]
    return {**names, "near": _OR.said(lang).join(labels[code] for code in near)} if near else names


def _of_a_number(finding: Finding) -> dict[str, str]:
    """The number that letters were typed into by mistake."""
    if finding.code != "BAD_NUMBER":
        return {}
    guess = finding.value.translate(_DIGITS_MEANT).replace(" ", "")
    return {"guess": guess} if guess.isdecimal() and guess.isascii() else {}


def _described(code: str) -> PeopleTab | ToolTab | None:
    """A tab by its code; people answer in some of ours."""
    return people_by_code().get(code) or tool_by_code().get(code)


def _title(tab: str, tables: Tables, lang: Lang) -> str:
    table = tables.tables.get(tab)
    if table is not None and table.title:
        return table.title
    described = _described(tab)
    return described.title(lang) if described is not None else tab


def _header(finding: Finding, tables: Tables, lang: Lang) -> str:
    """The column's header as it stands in the sheet, else as the catalogue has it."""
    table, column = tables.tables.get(finding.tab), finding.column
    if column is None:
        return finding.facts.get("column", "")
    if table is not None and table.header_row and column in table.positions:
        header = table.grid.cell(table.header_row, table.positions[column])
        return " ".join((header.shown or "").split())
    described = _described(finding.tab)
    names = {c.name: c.header(lang) for c in described.columns} if described else {}
    return names.get(column, column)


def _key(finding: Finding, tables: Tables) -> str:
    return row_key(tables, finding.tab, finding.row) if finding.row is not None else ""


def _short(value: str) -> str:
    text = " ".join(value.split())
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
