"""A proposal that a person has answered -> what mapping.yaml says. Source: adoption.md A3."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from sheetsync.tables.adoption.answers import Answers, answered
from sheetsync.tables.adoption.likeness import name_words
from sheetsync.tables.adoption.mapping import Answer, ColumnRule, Find, MappedTab, Mapping
from sheetsync.tables.adoption.meanings import meanings
from sheetsync.tables.adoption.proposal import (
    ColumnProposal,
    How,
    Proposal,
    TabProposal,
    catalogue_column,
)

#: Where a column of ours gets its value.
Rules = dict[str, dict[str, ColumnRule]]
_FIND: dict[How, Find] = {"@name": "name", "@inn": "inn", "": "code", "@yes_no": ""}
#: What a mark stands for: the column whose value is meant where it says yes.
_MARKED = {"invoices.paid_amount": "amount"}
#: Days of which a month can be, the first that a tab has.
_MONTH_OF = {"invoices": ("invoice_date",), "documents": ("doc_date", "received_on")}
#: By words of headers, which papers a column tells of.
_PAPERS = (("акт", "act"), ("act", "act"), ("упд", "upd1"), ("накладная", "waybill"))
#: What a further tab in one takes from the first: its column, then where the value stands.
_LINKS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "entities": (("partner_id", ("partners.partner_id", "partners.name")),),
    "agreements": (
        (
            "entity_id",
            ("entities.entity_id", "entities.inn", "entities.legal_name", "partners.name"),
        ),
    ),
    "jobs": (("partner_id", ("invoices.entity_id", "documents.entity_id")),),
    "invoices": (("entity_id", ("jobs.entity_id", "jobs.partner_id", "documents.entity_id")),),
    "documents": (
        ("entity_id", ("invoices.entity_id", "jobs.entity_id", "jobs.partner_id")),
        ("month", ("invoices.month",)),
    ),
    "feedback": (("job_id", ("jobs.job_id",)), ("date", ("jobs.done_date", "jobs.due_date"))),
}
#: Columns by which a tab lists partners or legal entities.
_DIRECTORIES = frozenset(
    {"partners.name", "partners.partner_id", "entities.legal_name", "entities.inn"}
)
#: A name or an INN in the first tab, a code's column in the further one.
_NAMED: dict[str, Find] = {
    "partners.partner_id": "code",
    "partners.name": "name",
    "entities.entity_id": "code",
    "entities.inn": "inn",
    "entities.legal_name": "name",
}


def mapping_of(proposal: Proposal, answers: Answers) -> Mapping:
    """What mapping.yaml says once a person has answered; a tab without an answer asks."""
    said = answered(proposal, answers)
    directories = frozenset(
        one.meaning.partition(".")[0]
        for tab in said.tabs
        for one in tab.columns
        if one.is_mapped and one.meaning in _DIRECTORIES
    )
    tabs = tuple(
        mapped_tab(group, _answer(group, answers), directories) for group in tables_of(said.tabs)
    )
    return Mapping(locale=said.locale or "", tabs=tabs)


def tables_of(tabs: Sequence[TabProposal]) -> list[list[TabProposal]]:
    """Tabs with those that are one table with them, as far as a person left them alike."""
    found: list[list[TabProposal]] = []
    for tab in tabs:
        there = next((group for group in found if _is_one_table(group[0], tab)), None)
        if there is None:
            found.append([tab])
        else:
            there.append(tab)
    return found


def _is_one_table(one: TabProposal, other: TabProposal) -> bool:
    union = one.union
    return union is not None and other.title in union.titles and _alike(one, other)


def _alike(one: TabProposal, other: TabProposal) -> bool:
    return _shape(one) == _shape(other)


def _shape(tab: TabProposal) -> tuple[object, ...]:
    columns = tuple((one.letter, one.meaning, one.how, one.is_mapped) for one in tab.columns)
    year = tab.union.said_year if tab.union else 0
    return columns, year, tuple((one.label, one.meaning) for one in tab.card)


def _answer(group: Sequence[TabProposal], answers: Answers) -> Answer:
    if group[0].kind == "other":
        return "no"
    said = {answers.tabs.get(tab.title, "ask") for tab in group}
    return said.pop() if len(said) == 1 else "ask"


def mapped_tab(
    group: Sequence[TabProposal], answer: Answer, directories: frozenset[str] = frozenset()
) -> MappedTab:
    """One entry of the mapping: a tab, or several that are one table.

    Args:
        group: its tabs.
        answer: what was said of it.
        directories: codes of our tabs that other tabs of the source list whole; what a card or a
            title says of the same would be a second partner of that name.
    """
    first = group[0]
    titles = tuple(tab.title for tab in group)
    names = {"from_": titles[0]} if len(titles) == 1 else {"titles": titles}
    if first.kind == "other":
        return MappedTab(**names, answer="no")
    mapped = [one for one in first.columns if one.is_mapped]
    rules = _rules(first, mapped, directories)
    if not rules and answer == "yes":
        return MappedTab(**names, answer="no")
    return MappedTab(
        **names,
        header_rows=_header_rows(group),
        is_=rules,
        values=_values(mapped, rules, group),
        words_off=tuple(one.meaning.partition(".")[2] for one in mapped if one.has_words),
        own=_own(first, rules),
        answer=answer,
    )


def _header_rows(group: Sequence[TabProposal]) -> tuple[int, ...] | Literal["auto"]:
    """Where the headers stand; looked for where tabs of one table differ in it."""
    rows = {tab.header_rows for tab in group}
    return rows.pop() or "auto" if len(rows) == 1 else "auto"


def _rules(
    tab: TabProposal, mapped: Sequence[ColumnProposal], directories: frozenset[str]
) -> Rules:
    found: Rules = {}
    for card in tab.card:
        if card.meaning.partition(".")[0] not in directories:
            _put(found, card.meaning, ColumnRule(card=card.label))
    for one in mapped:
        _put(found, one.meaning, column_rule(one))
    for one in mapped:
        if one.how == "@yes_no" and one.meaning in _MARKED and not _has_sum(found, one.meaning):
            del found[one.meaning.partition(".")[0]][one.meaning.partition(".")[2]]
    if tab.band is not None:
        _put(found, tab.band.meaning, ColumnRule(band="yes", find=_FIND[tab.band.how]))
    _put_union(found, tab, directories)
    for code in tuple(found):
        _link(found, code, mapped)
    _put_months(found)
    return {code: columns for code, columns in found.items() if columns}


def _put(rules: Rules, meaning: str, rule: ColumnRule) -> None:
    code, _, name = meaning.partition(".")
    rules.setdefault(code, {}).setdefault(name, rule)


def column_rule(column: ColumnProposal) -> ColumnRule:
    """Where the values of a column stand: under its header, or by its letter where that is no help.

    >>> column_rule(ColumnProposal(3, "C", "", "invoices.number")).column
    'C'
    """
    find = _FIND[column.how] if _is_reference(column.meaning) else ""
    yes = _MARKED.get(column.meaning, "") if column.how == "@yes_no" else ""
    if not column.header or column.is_repeated:
        return ColumnRule(column=column.letter, find=find, yes=yes)
    return ColumnRule(from_=column.header, find=find, yes=yes)


def _is_reference(meaning: str) -> bool:
    return any(one.code == meaning and one.reference for one in meanings())


def _has_sum(rules: Rules, meaning: str) -> bool:
    return _MARKED[meaning] in rules[meaning.partition(".")[0]]


def _put_union(rules: Rules, tab: TabProposal, directories: frozenset[str]) -> None:
    """What the titles tell: the month of each row, or whose rows they are."""
    if tab.union is None:
        return
    if tab.union.kind == "month":
        rule = ColumnRule(title="month", year=tab.union.said_year)
        for code in tab.means:
            if _has_column(code, "month"):
                _put(rules, f"{code}.month", rule)
        return
    labels = (one.label for one in tab.card if one.meaning == "partners.name")
    label = next(labels, "")
    named = ColumnRule(card=label) if label else ColumnRule(title="partner")
    if "partners" not in directories:
        _put(rules, "partners.name", named)
    name = "partner_id" if _has_column(tab.means[0], "partner_id") else "entity_id"
    _put(rules, f"{tab.means[0]}.{name}", _found_by(named, "name"))


def _has_column(code: str, name: str) -> bool:
    try:
        catalogue_column(f"{code}.{name}")
    except KeyError:
        return False
    return True


def _link(rules: Rules, code: str, mapped: Iterable[ColumnProposal]) -> None:
    """What a further tab in one needs of the first: whose it is, of which job, of which month."""
    for name, places in _LINKS.get(code, ()):
        for place in places:
            tab, _, column = place.partition(".")
            rule = rules.get(tab, {}).get(column)
            if rule is not None:
                find = _NAMED.get(place, rule.find)
                _put(rules, f"{code}.{name}", _found_by(rule, find))
                break
    if code == "documents" and "kind" not in rules[code]:
        kind = next(_papers(mapped), "other")
        _put(rules, "documents.kind", ColumnRule(always=kind))


def _found_by(rule: ColumnRule, find: Find) -> ColumnRule:
    return ColumnRule(
        from_=rule.from_,
        column=rule.column,
        title=rule.title,
        card=rule.card,
        band=rule.band,
        year=rule.year,
        find=find,
    )


def _papers(mapped: Iterable[ColumnProposal]) -> Iterator[str]:
    for one in mapped:
        if one.meaning.startswith("documents."):
            words = name_words(one.header)
            yield from (kind for word, kind in _PAPERS if set(name_words(word)) & set(words))


def _put_months(rules: Rules) -> None:
    """A month that nothing tells is that of the invoice's day, of its papers too."""
    invoiced = rules.get("invoices", {}).get("invoice_date")
    papers = rules.get("documents", {})
    if papers and "month" not in papers and invoiced is not None:
        papers.setdefault("doc_date", invoiced)
    for code, days in _MONTH_OF.items():
        if code in rules and "month" not in rules[code]:
            day = next((name for name in days if name in rules[code]), "")
            if day:
                _put(rules, f"{code}.month", ColumnRule(of=day))


def _values(
    mapped: Iterable[ColumnProposal], rules: Rules, group: Sequence[TabProposal]
) -> dict[str, dict[str, str]]:
    """Words of theirs by the column of ours that they stand in, of all tabs of the table."""
    found: dict[str, dict[str, str]] = {}
    for one in mapped:
        code, _, name = one.meaning.partition(".")
        words = {
            word: value
            for tab in group
            for column in tab.columns
            if column.letter == one.letter
            for word, value in column.words
        }
        if words and name in rules.get(code, {}):
            found[one.meaning] = words
    return found


def _own(tab: TabProposal, rules: Rules) -> tuple[str, ...]:
    """Headers that are seen and left alone."""
    taken = {rule.from_ for columns in rules.values() for rule in columns.values()}
    headers = (one.header for one in tab.columns if one.header and one.header not in taken)
    return tuple(dict.fromkeys(headers))
