"""Which workbooks are read by names of their own alone, and which need a mapping."""

from collections.abc import Mapping, Sequence

import msgspec
import pytest

from sheetsync.tables.adoption.answers import all_taken, answered
from sheetsync.tables.adoption.mapped_tabs import mapping_of
from sheetsync.tables.adoption.plain_form import PlainNames, plain_names
from sheetsync.tables.adoption.proposing import propose
from sheetsync.tables.adoption.source import Source, SourceSheet
from tests.tables.adoption.workbook_grids import grid

Row = Sequence[object]
Tabs = Mapping[str, Sequence[Row]]
TABS: Tabs = {
    "Студии": [
        ["Код партнёра", "Студия", "Группа", "Статус"],
        ["P-1", "Вектор", "A", "активен"],
        ["P-2", "Заря", "A", "активен"],
    ],
    "Контрагенты": [
        ["Код контрагента", "Код партнёра", "Наименование", "Форма", "НДС", "ИНН"],
        ["E-1", "P-1", "ООО «Вектор»", "ООО", "без НДС", "7707083893"],
        ["E-2", "P-2", "ИП Заря", "ИП", "без НДС", "500100732259"],
    ],
    "Счета 2026": [
        ["за 2026 год"],
        ["Код контрагента", "Номер счёта", "Дата счёта", "Месяц", "Начислено", "Телефон"],
        ["E-1", "7", "20.03.2026", "2026-03", 100, "+7 900 000-00-00"],
        ["E-2", "8", "21.03.2026", "2026-03", 200, "+7 900 000-00-01"],
    ],
}


def names(tabs: Tabs, locale: str = "ru_RU", lost: str = "", **said: object) -> PlainNames | None:
    """The names of a workbook whose every proposal is taken.

    Args:
        tabs: rows by title.
        locale: of the spreadsheet.
        lost: title of a tab that stands there and was not read.
        said: what else the mapping says.
    """
    grids = {title: grid(*rows) for title, rows in tabs.items()}
    proposal = propose(grids, "ru_RU")
    taken = all_taken(proposal)
    sheets = [SourceSheet(title, cells) for title, cells in grids.items()]
    titles = [*grids, lost] if lost else list(grids)
    meant = msgspec.structs.replace(mapping_of(proposal, taken), **said)
    return plain_names(meant, answered(proposal, taken), Source("team", sheets, titles, locale))


def changed(title: str, *rows: Row) -> Tabs:
    """The workbook with rows of one tab in place of its own."""
    return {**TABS, title: rows}


def test_only_titles_and_headers_that_are_not_ours_are_named() -> None:
    found = names(TABS)
    assert found is not None
    assert found.tabs == {"partners": "Студии", "invoices": "Счета 2026"}
    assert found.columns == {
        "partners.partner_id": "Код партнёра",
        "partners.name": "Студия",
        "invoices.number": "Номер счёта",
        "invoices.invoice_date": "Дата счёта",
        "invoices.amount": "Начислено",
    }


INVOICES = TABS["Счета 2026"]
TITLE, HEADER, *ROWS = INVOICES


@pytest.mark.parametrize(
    "tabs",
    [
        pytest.param({**TABS, "Прочее": [["что-то"]]}, id="a tab that is no table"),
        pytest.param(
            {"Январь 2026": INVOICES, "Февраль 2026": INVOICES, **TABS}, id="months in tabs"
        ),
        pytest.param(
            changed("Счета 2026", *INVOICES, ["Итого", "", "", "", 300, ""]), id="a row of totals"
        ),
        pytest.param(
            changed("Счета 2026", HEADER, *(["ООО «Вектор»", *row[1:]] for row in ROWS)),
            id="names in place of codes",
        ),
        pytest.param(
            changed("Счета 2026", *([*row[:3], *row[4:]] for row in (HEADER, *ROWS))),
            id="a month that only the day tells",
        ),
        pytest.param(
            changed("Счета 2026", HEADER, *([*row[:4], f"{row[4]} у.е.", row[5]] for row in ROWS)),
            id="words around sums",
        ),
        pytest.param(
            changed("Студии", *(row[:2] for row in TABS["Студии"])), id="a column of ours lacks"
        ),
        pytest.param(
            changed("Счета 2026", [*HEADER[:5], "Дата оплаты"], *([*row[:5], "x"] for row in ROWS)),
            id="a header of ours over what was left alone",
        ),
        pytest.param(
            {title.replace("Студии", "Ждут оплаты"): rows for title, rows in TABS.items()},
            id="a title of a tool tab",
        ),
    ],
)
def test_what_is_laid_out_otherwise_needs_a_mapping(tabs: Tabs) -> None:
    assert names(tabs) is None


def test_what_people_said_besides_needs_a_mapping() -> None:
    assert names(TABS, locale="en_US") is None
    assert names(TABS, lost="Скрытая") is None
    assert names(TABS, same={"Ветор": "Вектор"}) is None


def test_two_tabs_of_one_kind_need_a_mapping() -> None:
    assert names({**TABS, "Студии юга": TABS["Студии"]}) is None


def test_a_list_of_legal_entities_keeps_its_own_inns() -> None:
    """An INN names the partner of an invoice; in the list of legal entities it is theirs."""
    proposal = propose({title: grid(*rows) for title, rows in TABS.items()}, "ru_RU")
    entities = next(tab for tab in proposal.tabs if tab.title == "Контрагенты")
    meant = {one.header: (one.meaning, one.how, one.level) for one in entities.columns}
    assert meant["Код партнёра"] == ("entities.partner_id", "", "sure")
    assert meant["ИНН"] == ("entities.inn", "", "sure")
