"""What ``sheetsync adopt`` says at its end, to people and to machines. Source: adoption.md A1."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sheetsync.cli.adopt_screen import clean
from sheetsync.language import DEFAULT, Lang, Phrase
from sheetsync.language.plurals import Noun
from sheetsync.tables.adoption.again import entry_of
from sheetsync.tables.adoption.answers import Answers, answered, why_not
from sheetsync.tables.adoption.mapped_tabs import tables_of
from sheetsync.tables.adoption.mapping import Mapping as Meant
from sheetsync.tables.adoption.proposal import ColumnProposal, TabProposal
from sheetsync.tables.catalogue.rating import GROUPS

if TYPE_CHECKING:
    from sheetsync.tables.origins import CellPlace
    from sheetsync.workspace.adopted_look import LeftRows, Look  # pandas takes a second
    from sheetsync.workspace.adopting import Adoption

_ADOPTED = Phrase(
    ru="понятно: {tabs} из {of_tabs} {tabs_noun}, {columns} из {of_columns} {columns_noun}, "
    "{rows} из {of_rows} {rows_noun}",
    en="adopted: {tabs} of {of_tabs} {tabs_noun}, {columns} of {of_columns} {columns_noun}, "
    "{rows} of {of_rows} {rows_noun}",
)
_TAB_OUT = Phrase(ru="не читается: «{title}»: {why}", en="left out: {title!r}: {why}")
_TABLE_OUT = Phrase(
    ru="не читается: другая таблица во вкладке «{title}», со строки {row}: перенесите её на "
    "отдельную вкладку",
    en="left out: another table in {title!r}, from row {row}: move it to a tab of its own",
)
_ROWS_OUT = Phrase(
    ru="не вошло строк: {count} ({cells}): {why}",
    en="{count} {rows} left out: {cells}: {why}",
)
_OPEN = Phrase(
    ru="без ответа: {titles}; ответить: sheetsync adopt {source} --into {into} --again",
    en="no answer yet: {titles}; to answer: sheetsync adopt {source} --into {into} --again",
)
_FOUND = Phrase(
    ru="найдено: ошибок {errors}, предупреждений {warnings}",
    en="found: {errors} errors, {warnings} warnings",
)
_STOPPED = Phrase(ru="пока не считается: {why}", en="nothing is computed yet: {why}")
_NO_LOCALE = Phrase(
    ru="непонятно, как пишут дни и суммы: допишите в mapping.yaml, например, locale: ru_RU",
    en="how days and sums are written is not known: write locale: en_US, for example, into "
    "mapping.yaml",
)
_UNTOUCHED = Phrase(ru="в таблицу команды ничего не записано", en="wrote nothing to the source")
_NEXT = Phrase(
    ru="дальше: sheetsync run validate overdue --config {config}",
    en="next: sheetsync run validate overdue --config {config}",
)
_NEXT_IN_PLACE = Phrase(
    ru="дальше: дайте сервисному аккаунту право редактора и запустите {command}",
    en="next: make the service account an editor, then {command}",
)
_GROUPS = Phrase(
    ru="потом впишите во вкладку «{tab}» группы партнёров: {groups}",
    en="then list the partners' groups in the tab {tab!r}: {groups}",
)
_REPORT = Phrase(ru="первый взгляд: {report}", en="a first look: {report}")
_AND_MORE = Phrase(ru="{named} и ещё {rest}", en="{named} and {rest} more")
_TAB = Noun(ru=("вкладки", "вкладок", "вкладок"), en=("tab", "tabs"))
_COLUMN = Noun(ru=("столбца", "столбцов", "столбцов"), en=("column", "columns"))
_ROW = Noun(ru=("строки", "строк", "строк"), en=("row", "rows"))
_SHOWN_CELLS = 5


def lines(
    adoption: "Adoption", answers: Answers, look: "Look", lang: Lang, *, in_place: bool = False
) -> Iterator[str]:
    """The end of a run on the terminal; `in_place` where the team's file is the workbook now."""
    mapping = adoption.mapping(answers)
    tabs = answered(adoption.proposal, answers).tabs
    yield _adopted(tabs, mapping, look, lang)
    yield from _left_out(tabs, mapping, lang)
    yield from (_rows_out(one, lang) for one in look.reasons)
    yield from (note.said(lang) for note in look.notes)
    if look.stopped is not None:
        yield _STOPPED.said(lang, why=look.stopped.said(lang))
    elif look.rows:
        yield _FOUND.said(lang, errors=look.errors, warnings=look.warnings)
    if look.headline:
        yield look.headline
    yield from _open(adoption, tabs, mapping, lang)
    yield _UNTOUCHED.said(lang)
    if look.rows:
        yield _REPORT.said(lang, report=adoption.options.into / "report.html")
    config = adoption.options.into / "config.yaml"
    if in_place:
        yield from _in_place(adoption, answers, lang)
    else:
        yield _NEXT.said(lang, config=config)


def _left_out(tabs: Sequence[TabProposal], mapping: Meant, lang: Lang) -> Iterator[str]:
    """Tabs that are not read, and tables below those that are."""
    for tab in tabs:
        if tab.kind == "other" or _answer(tab, mapping) == "no":
            why = why_not(tab, "no").said(lang)
            yield _TAB_OUT.said(lang, title=clean(tab.title), why=why)
        elif tab.other_table:
            yield _TABLE_OUT.said(lang, title=clean(tab.title), row=tab.other_table)


def _in_place(adoption: "Adoption", answers: Answers, lang: Lang) -> Iterator[str]:
    """What comes next where the team's file is the workbook."""
    from sheetsync.workspace.adopting_in_place import (  # noqa: PLC0415  # pandas takes a second
        init_command,
        partner_groups,
    )

    yield _NEXT_IN_PLACE.said(lang, command=init_command(adoption))
    groups = [clean(value) for value in partner_groups(adoption, answers)]
    if groups:
        tab = GROUPS.title(adoption.options.lang)
        yield _GROUPS.said(lang, tab=tab, groups=_some(groups, lang))


def _open(
    adoption: "Adoption", tabs: Sequence[TabProposal], mapping: Meant, lang: Lang
) -> Iterator[str]:
    """What nobody has answered yet."""
    opened = [clean(tab.title) for tab in tabs if _answer(tab, mapping) == "ask"]
    if opened:
        titles, into = _some(opened, lang), adoption.options.into
        yield _OPEN.said(lang, titles=titles, source=adoption.where, into=into)
    if not (mapping.locale or adoption.source.locale):
        yield _NO_LOCALE.said(lang)


def _adopted(tabs: Sequence[TabProposal], mapping: Meant, look: "Look", lang: Lang) -> str:
    read = [tab for tab in tabs if _answer(tab, mapping) == "yes"]
    columns = [column for tab in tabs if tab.kind == "table" for column in tab.columns]
    mapped = [column for tab in read for column in tab.columns if column.is_mapped]
    of_rows = sum(tab.rows for tab in tabs)
    rows = sum(tab.rows for tab in read) - look.left_out
    return _ADOPTED.said(
        lang,
        tabs=len(read),
        of_tabs=len(tabs),
        tabs_noun=_TAB.form(len(tabs), lang),
        columns=len(mapped),
        of_columns=len(columns),
        columns_noun=_COLUMN.form(len(columns), lang),
        rows=rows,
        of_rows=of_rows,
        rows_noun=_ROW.form(of_rows, lang),
    )


def _answer(tab: TabProposal, mapping: Meant) -> str:
    """What the mapping says of a tab."""
    entry = entry_of(mapping, tab.title)
    return entry.answer if entry is not None else "no"


def _rows_out(some: "LeftRows", lang: Lang) -> str:
    count = len(some.cells)
    return _ROWS_OUT.said(
        lang,
        count=count,
        rows=_ROW.form(count, lang),
        cells=_some(_named(some.cells), lang),
        why=clean(some.message).rstrip("."),
    )


def _named(cells: Sequence["CellPlace"]) -> list[str]:
    """Cells as people read them: of several in one tab the title once."""
    before = [None, *(one.title for one in cells)]
    return [
        one.cell if one.title == title else clean(one.named)
        for one, title in zip(cells, before, strict=False)
    ]


def _some(names: Sequence[str], lang: Lang) -> str:
    """So many names, the first ones told."""
    rest = len(names) - _SHOWN_CELLS
    named = ", ".join(names[:_SHOWN_CELLS])
    return _AND_MORE.said(lang, named=named, rest=rest) if rest > 0 else named


def is_whole(adoption: "Adoption", answers: Answers, look: "Look") -> bool:
    """Whether every question is answered and nothing of the source was left out."""
    mapping = adoption.mapping(answers)
    tabs = answered(adoption.proposal, answers).tabs
    is_read = all(_answer(tab, mapping) == "yes" for tab in tabs)
    has_locale = bool(mapping.locale or adoption.source.locale)
    is_all = not any(tab.other_table for tab in tabs)
    return is_read and is_all and has_locale and not look.left_out and look.stopped is None


def document(adoption: "Adoption", answers: Answers, look: "Look") -> dict[str, Any]:
    """The same for machines."""
    mapping = adoption.mapping(answers)
    proposal = answered(adoption.proposal, answers)
    opened = {tab.title for tab in proposal.tabs if _answer(tab, mapping) == "ask"}
    return {
        "source": adoption.source.name,
        "into": str(adoption.options.into),
        "locale": mapping.locale or adoption.source.locale,
        "tabs": [_tab(tab, mapping) for tab in proposal.tabs],
        "tables": [[tab.title for tab in group] for group in tables_of(proposal.read_tabs)],
        "rows": {"read": look.rows, "left_out": look.left_out},
        "left_out": [
            {"cells": [cell.named for cell in one.cells], "why": one.message}
            for one in look.reasons
        ],
        "findings": {
            "errors": look.errors,
            "warnings": look.warnings,
            "list": [dict(one) for one in look.findings],
        },
        "ageing": dict(look.ageing),
        "questions": [
            {
                "tab": one.tab,
                "letter": one.letter,
                "code": one.code,
                "question": one.words.said(DEFAULT),
            }
            for one in proposal.questions
            if one.tab in opened or not (one.tab or mapping.locale)
        ],
        "stopped": look.stopped.said(DEFAULT) if look.stopped else "",
    }


def _tab(tab: TabProposal, mapping: Meant) -> dict[str, Any]:
    return {
        "source": tab.title,
        "kind": tab.kind,
        "means": list(tab.means),
        "level": tab.level,
        "answer": _answer(tab, mapping),
        "header_rows": list(tab.header_rows),
        "rows": tab.rows,
        "totals": list(tab.totals),
        "bands": list(tab.bands),
        "other_table": tab.other_table,
        "union": _union(tab),
        "lacks": list(tab.lacks),
        "why": tab.why.said(DEFAULT),
        "card": {one.cell: one.meaning for one in tab.card},
        "columns": [_column(one) for one in tab.columns],
    }


def _union(tab: TabProposal) -> Mapping[str, str]:
    return {tab.union.kind: tab.union.value} if tab.union else {}


def _column(column: ColumnProposal) -> dict[str, Any]:
    return {
        "cell": column.letter,
        "header": column.header,
        "meaning": f"{column.meaning}{column.how}",
        "level": column.level,
        "score": column.score,
        "why": column.why.said(DEFAULT),
        "others": [
            {"meaning": f"{one.meaning}{one.how}", "score": one.score} for one in column.others
        ],
    }
