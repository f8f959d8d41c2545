"""The report on an adopted workbook: what it tells, from what was agreed to and what comes of it.

Source: adoption.md A5.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import resources

from sheetsync.language import Lang, Phrase
from sheetsync.language.phrases import as_it_is
from sheetsync.pages.adoption_facts import (
    AdoptionFacts,
    ColumnRead,
    LeftOut,
    LinkedPlace,
    NextStep,
    TabRead,
)
from sheetsync.pages.adoption_figures import ageing_of, findings_of, oldest_of, partners_of
from sheetsync.pages.adoption_report import LAYOUT, STYLES, adoption_report
from sheetsync.rules.validation.wording import Worded, worded
from sheetsync.tables.adoption.again import entry_of
from sheetsync.tables.adoption.answers import Answers, answered, why_not
from sheetsync.tables.adoption.mapped_tabs import tables_of
from sheetsync.tables.adoption.proposal import ColumnProposal, TabProposal
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.cells import a1
from sheetsync.tables.origins import CellPlace
from sheetsync.tables.table import Tables
from sheetsync.workspace.adopted_look import Look
from sheetsync.workspace.adopting import CONFIG, Adoption
from sheetsync.workspace.adopting_in_place import init_command, partner_groups
from sheetsync.workspace.company import Company

_ANSWER = Phrase(
    ru="Ответьте на оставшиеся вопросы о вкладках.", en="Answer what is still open about the tabs."
)
_MEND = Phrase(
    ru="Исправьте найденное в своей таблице и проверьте ещё раз.",
    en="Mend in your workbook what was found, and look again.",
)
_OWED = Phrase(
    ru="Смотрите, что не оплачено, каждое утро.", en="Look at what is unpaid every morning."
)
_RULES = Phrase(
    ru="Заполните «Правила рейтинга» собственной таблицы, и появится рейтинг партнёров.",
    en="Fill in Rating rules of the own workbook, and partners are rated.",
)
_OTHER_TABLE = Phrase(
    ru="другая таблица под той, которая читается; перенесите её на отдельную вкладку",
    en="another table below the one that is read; move it to a tab of its own",
)
_INIT = Phrase(
    ru="Дайте сервисному аккаунту право редактора и добавьте в таблицу вкладки sheetsync и "
    "недостающие столбцы; прежние ячейки не изменятся, копия будет сделана раньше.",
    en="Make the service account an editor and add sheetsync's tabs and missing columns to the "
    "spreadsheet; filled cells stay as they are, and a copy is made before.",
)
_GROUPS = Phrase(
    ru="Впишите во вкладку «{tab}» группы партнёров: {groups}.",
    en="List the partners' groups in the tab “{tab}”: {groups}.",
)
_STEPS = 3

#: How a cell of the team's workbook is opened.
Linker = Callable[[CellPlace], LinkedPlace]


def report_page(facts: AdoptionFacts, lang: Lang) -> str:
    """The page, in the language of the own workbook."""
    folder = resources.files("sheetsync.pages") / "templates"
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in (LAYOUT, STYLES)}
    return adoption_report(facts, lang, texts)


def report_facts(
    company: Company, adoption: Adoption, answers: Answers, look: Look
) -> AdoptionFacts:
    """What the report tells."""
    link = _linker(company.tables)
    left = [cell for one in look.reasons for cell in one.cells]
    return AdoptionFacts(
        source=adoption.source.name,
        as_of=company.as_of,
        tabs=tuple(_tabs(adoption, answers, Counter(cell.title for cell in left))),
        ageing=ageing_of(company.payables),
        oldest=oldest_of(company.payables, _invoice_place(company.tables, link)),
        findings=findings_of(_found(company.tables, adoption.options.lang, link)),
        partners=partners_of(company.payables),
        left_out=(*_other_tables(adoption, answers, link), *_rows_out(look, link)),
        notes=look.notes,
        steps=tuple(_steps(adoption, answers)),
    )


def _rows_out(look: Look, link: Linker) -> Iterator[LeftOut]:
    for one in look.reasons:
        yield from (LeftOut(link(cell), as_it_is(one.message)) for cell in one.cells)


def _other_tables(adoption: Adoption, answers: Answers, link: Linker) -> Iterator[LeftOut]:
    """Tables below those that are read."""
    mapping = adoption.mapping(answers)
    for tab in answered(adoption.proposal, answers).tabs:
        entry = entry_of(mapping, tab.title)
        if tab.other_table and entry is not None and entry.answer == "yes":
            yield LeftOut(link(CellPlace(tab.title, a1(tab.other_table, 1))), _OTHER_TABLE)


def report_in_place(adoption: Adoption, answers: Answers, facts: AdoptionFacts) -> str:
    """The page where the team's spreadsheet has become the workbook: other steps come next."""
    steps = tuple(_steps_in_place(adoption, answers))
    return report_page(replace(facts, steps=steps), adoption.options.lang)


def _steps_in_place(adoption: Adoption, answers: Answers) -> Iterator[NextStep]:
    yield NextStep(_INIT, init_command(adoption))
    groups = partner_groups(adoption, answers)
    if groups:
        tab = GROUPS.title(adoption.options.lang)
        yield NextStep(_GROUPS.given(tab=tab, groups=", ".join(groups)))
    yield from list(_usual_steps(adoption))[: _STEPS - 1 - bool(groups)]


def _linker(tables: Tables) -> Linker:
    urls: dict[str, str] = {}
    for table in tables.tables.values():
        if table.origins is not None:
            urls |= dict(zip(table.origins.titles, table.origins.urls, strict=True))

    def link(place: CellPlace) -> LinkedPlace:
        url = urls.get(place.title, "")
        return LinkedPlace(place.named, f"{url}&range={place.cell}" if url and place.cell else url)

    return link


def _invoice_place(tables: Tables, link: Linker) -> Callable[[int], LinkedPlace]:
    table = tables.tables[INVOICES.code]
    position = table.positions.get("number", 1)
    return lambda row: link(table.place(a1(row, position)))


def _found(tables: Tables, lang: Lang, link: Linker) -> Iterator[tuple[Worded, LinkedPlace]]:
    for finding in tables.findings:
        said = worded(finding, tables, lang)
        yield said, link(CellPlace(said.title, said.cell))


def _tabs(adoption: Adoption, answers: Answers, left: Mapping[str, int]) -> Iterator[TabRead]:
    mapping = adoption.mapping(answers)
    for group in tables_of(answered(adoption.proposal, answers).tabs):
        tab = group[0]
        titles = [one.title for one in group]
        entry = entry_of(mapping, tab.title)
        answer = entry.answer if entry is not None else "no"
        if answer != "yes":
            yield TabRead(tab.title, others=titles[1:], why_not=why_not(tab, answer))
            continue
        yield TabRead(
            tab.title,
            tab.means,
            titles[1:],
            sum(one.rows for one in group),
            sum(left[title] for title in titles),
            tuple(_column(tab, one, answers) for one in tab.columns),
        )


def _column(tab: TabProposal, column: ColumnProposal, answers: Answers) -> ColumnRead:
    is_said = (tab.title, column.letter) in answers.columns
    return ColumnRead(
        column.letter,
        column.header,
        column.meaning if column.is_mapped else "",
        None if is_said or not column.is_mapped else column.level,
    )


def _steps(adoption: Adoption, answers: Answers) -> Iterator[NextStep]:
    steps = list(_usual_steps(adoption))
    if not adoption.mapping(answers).is_complete:
        again = f"sheetsync adopt {adoption.where} --into {adoption.options.into} --again"
        steps.insert(0, NextStep(_ANSWER, again))
    yield from steps[:_STEPS]


def _usual_steps(adoption: Adoption) -> Iterator[NextStep]:
    config = adoption.options.into / CONFIG
    yield NextStep(_MEND, f"sheetsync run validate --config {config}")
    yield NextStep(_OWED, f"sheetsync run overdue --config {config}")
    yield NextStep(_RULES, f"sheetsync run ratings --config {config}")
