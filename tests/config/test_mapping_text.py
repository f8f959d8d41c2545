"""mapping.yaml as it is written, and as it is changed once people have edited it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sheetsync.config.mapping_edits import edited_mapping
from sheetsync.config.mapping_file import parse_mapping
from sheetsync.config.mapping_text import Remarks, Suggestion, mapping_text
from sheetsync.tables.adoption.mapping import ColumnRule, MappedTab, Mapping

INVOICES = MappedTab(
    from_="Счета 2026",
    header_rows=(4,),
    is_={
        "invoices": {
            "number": ColumnRule(from_="Номер счёта"),
            "entity_id": ColumnRule(from_="Поставщик", find="name"),
            "amount": ColumnRule(column="D"),
            "month": ColumnRule(title="month", year=2026),
            "paid_amount": ColumnRule(from_="Оплачено?", yes="amount"),
        }
    },
    values={"invoices.entity_id": {'Ветор "младший"': "Вектор"}},
    words_off=("amount",),
    own=("Прим.",),
)
MONTHS = MappedTab(titles=("Январь", "01.2026"), own=("yes",), answer="ask")
LIKE = MappedTab(titles_like="* 2026", answer="no")
WHOLE = Mapping(locale="ru_RU", tabs=(INVOICES, MONTHS, LIKE), same={"Ветор": "Вектор"})

EDITED = """\
# наше
version: 1   # пусть будет
locale: ru_RU
tabs:
  # главная
  - from: Счета 2026   # за год
    is:
      invoices:
        # номер у них первый
        amount: "Сумма"      # в рублях

        number: "Номер счёта"
    own:
      - "Прим."   # не трогать
      - "Вес"
    answer: ask   # спросить Иру
  - titles: [Январь, "Февраль"]
    own: [a, b]
    answer: ask

# одно и то же
same: {"Ветор": "Вектор"}
"""


def test_what_is_written_is_read_back() -> None:
    assert parse_mapping(mapping_text(WHOLE, Remarks())) == WHOLE


def test_the_file_reads_as_a_person_writes_it() -> None:
    remarks = Remarks(
        {"Счета 2026": "24 rows"},
        (Suggestion("Счета 2026", "invoices.due_date", ColumnRule(from_="Срок"), 0.5),),
        "en",
    )
    assert mapping_text(WHOLE, remarks).partition("version: 1\n")[2] == (
        "locale: ru_RU\n"
        "tabs:\n"
        "  # 24 rows\n"
        '  - from: "Счета 2026"\n'
        "    header_rows: [4]\n"
        "    is:\n"
        "      invoices:\n"
        '        number: "Номер счёта"\n'
        '        entity_id: {from: "Поставщик", find: name}\n'
        "        amount: {column: D}\n"
        "        month: {title: month, year: 2026}\n"
        '        paid_amount: {from: "Оплачено?", yes: amount}\n'
        '        # due_date: "Срок"  # perhaps, 0.50; '
        "if so, take the # away, and the header out of own\n"
        '    values: {invoices.entity_id: {"Ветор \\"младший\\"": "Вектор"}}\n'
        "    words_off: [amount]\n"
        '    own: ["Прим."]\n'
        "    answer: yes\n"
        '  - titles: ["Январь", "01.2026"]\n'
        "    own: [yes]\n"
        "    answer: ask\n"
        '  - titles_like: "* 2026"\n'
        "    answer: no\n"
        'same: {"Ветор": "Вектор"}\n'
    )


def test_a_suggestion_without_its_sign_is_read() -> None:
    remarks = Remarks(
        suggestions=(Suggestion("Счета 2026", "invoices.due_date", ColumnRule(from_="Срок"), 0.5),)
    )
    text = mapping_text(WHOLE, remarks).replace('# due_date: "Срок"', 'due_date: "Срок"')
    assert parse_mapping(text).tabs[0].is_["invoices"]["due_date"] == ColumnRule(from_="Срок")


def _edited(new: Mapping, text: str = EDITED) -> str:
    changed = edited_mapping(text, parse_mapping(text), new, Remarks())
    assert parse_mapping(changed) == new
    return changed


def test_nothing_new_is_the_same_file() -> None:
    assert _edited(parse_mapping(EDITED)) == EDITED


def test_only_the_places_that_differ_are_touched() -> None:
    old = parse_mapping(EDITED)
    first = replace(
        old.tabs[0],
        is_={
            "invoices": {
                "amount": ColumnRule(from_="Итого, руб."),
                "number": ColumnRule(from_="Номер счёта"),
                "month": ColumnRule(of="invoice_date"),
                "invoice_date": ColumnRule(from_="От"),
            },
            "documents": {"number": ColumnRule(from_="Акт")},
        },
        values={"invoices.number": {"б/н": "нет"}},
        own=(*old.tabs[0].own, "Цвет"),
        answer="yes",
    )
    second = replace(old.tabs[1], titles=("Январь", "Февраль", "Март"), own=("a", "b", "Новый"))
    changed = _edited(replace(old, tabs=(first, second, LIKE)))
    assert changed == EDITED.replace('"Сумма"', '"Итого, руб."').replace(
        '        number: "Номер счёта"\n',
        '        number: "Номер счёта"\n'
        "        month: {of: invoice_date}\n"
        '        invoice_date: "От"\n'
        "      documents:\n"
        '        number: "Акт"\n',
    ).replace(
        '      - "Вес"\n    answer: ask   # спросить Иру\n',
        '      - "Вес"\n      - "Цвет"\n    answer: yes   # спросить Иру\n'
        '    values: {invoices.number: {"б/н": "нет"}}\n',
    ).replace('[Январь, "Февраль"]', '[Январь, "Февраль", "Март"]').replace(
        "    own: [a, b]\n    answer: ask\n",
        '    own: [a, b, "Новый"]\n    answer: ask\n  - titles_like: "* 2026"\n    answer: no\n',
    )


@pytest.mark.parametrize(
    "text",
    [
        "tabs: []\n",
        "",
        "version: 1",
        "tabs:\n- from: A\n  answer: ask\n",
        "tabs:\n      - from: A\n        is: {}\n        answer: ask\n",
        "tabs: [{from: A, answer: ask}]\n",
        "tabs:\n  - from: A\n    is: {invoices: {number: X}}\n",
        "tabs:\n  - from: A\n    is:\n      invoices: {number: X}\n",
        "tabs:\n  - from: A\n    is:\n    answer: ask\n    own:\n",
    ],
)
def test_however_people_write_it_the_news_come_in(text: str) -> None:
    old = parse_mapping(text)
    tabs = tuple(
        replace(
            tab,
            is_={"invoices": {**tab.is_.get("invoices", {}), "amount": ColumnRule(from_="Сумма")}},
            own=("x",),
            answer="no",
        )
        for tab in old.tabs
    )
    _edited(replace(old, locale="ru_RU", tabs=(*tabs, LIKE)), text)


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    lambda text: text == " ".join(text.split())
)


@given(st.lists(_WORDS, unique=True, max_size=4), st.lists(_WORDS, unique=True, max_size=4))
def test_any_header_is_written_so_that_it_is_read_back(one: list[str], more: list[str]) -> None:
    tab = MappedTab(from_="A", own=tuple(one), answer="ask")
    text = mapping_text(Mapping(tabs=(tab,)), Remarks())
    new = Mapping(tabs=(replace(tab, own=tuple(dict.fromkeys((*one, *more)))),))
    assert parse_mapping(edited_mapping(text, Mapping(tabs=(tab,)), new, Remarks())) == new
