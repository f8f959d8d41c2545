from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from sheetsync.language import Lang
from sheetsync.rules.attention import attention
from sheetsync.rules.dashboard import dashboard
from sheetsync.rules.dashboard.lines import Leads
from sheetsync.rules.dashboard.money import total_and_note
from sheetsync.rules.payables import payables
from sheetsync.tables.catalogue.care import ATTENTION
from sheetsync.tables.catalogue.overview import DASHBOARD
from sheetsync.tables.catalogue.rating import RATINGS
from sheetsync.tables.frames import frame_name, typed_frame
from sheetsync.tables.schema import Finding
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)
VIEWS = (
    "to_pay", "to_pay_waiting", "to_pay_overdue", "credits_in",
    "owed_to_us", "owed_waiting", "owed_overdue", "credits_out", "packs",
)  # fmt: skip
LINKS = {name: f"#{name}" for name in (*VIEWS, "overdue", "register", "validation")}
INVOICES = """
    Legal entities
    Entity ID | Partner ID | Legal name  | Kind    | VAT
    E-1       | P-1        | ООО «Север» | company | no VAT

    Invoices
    Direction | Entity ID | Number | Date | Month | Amount | Currency | Due | Paid | Paid on
    """

Shown = tuple[str, str, int | None, int | None, str, str, str]


def lines(
    tables: Tables,
    *,
    ratings: pd.DataFrame | None = None,
    attention: pd.DataFrame | None = None,
    links: Mapping[str, str] = LINKS,
) -> list[Shown]:
    empty = typed_frame(ATTENTION.columns)
    rows = dashboard(
        tables,
        payables(tables, AS_OF),
        ratings,
        empty if attention is None else attention,
        Leads(links),
    )
    return [
        (
            str(row["section"]),
            str(row["item"]),
            None if pd.isna(row["count"]) else int(row["count"]),
            None if pd.isna(row["amount_minor"]) else int(row["amount_minor"]),
            _text(row["currency"]),
            _text(row["note"]),
            _text(row["link"]),
        )
        for row in rows.to_dict("records")
    ]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def of(section: str, shown: list[Shown]) -> list[tuple[object, ...]]:
    return [line[1:] for line in shown if line[0] == section]


def test_an_empty_workbook_says_so_line_by_line() -> None:
    steps = [line for line in lines(drawn("")) if line[0] == "С чего начать"]
    assert lines(drawn(""))[1:6] == steps
    assert [line for line in lines(drawn("")) if line not in steps] == [
        ("Состояние", "Дата расчёта", None, None, "",
         "15.04.2026 · в таблице пока ничего нет: начните с вкладки «Партнёры»", "#validation"),
        ("Состояние", "Оплаты внесены по", None, None, "", "оплат ещё не вносили", ""),
        ("Состояние", "Закрыт месяц", None, None, "",
         "ни один: пока месяц не закрыт, отчёты партнёрам не уходят", ""),
        ("Мы должны", "Не оплачено", 0, 0, "RUB", "", "#to_pay"),
        ("Мы должны", "Давно ждут или срок близко", 0, 0, "RUB", "", "#to_pay_waiting"),
        ("Мы должны", "Просрочено", 0, 0, "RUB", "", "#to_pay_overdue"),
        ("Документы", "Комплекты, где не хватает документов", 0, None, "", "", "#packs"),
        ("Документы", "Комплекты, где суммы расходятся", 0, None, "", "", "#packs"),
        ("Партнёры", "Партнёры, с которыми пора связаться", 0, None, "", "", ""),
        ("Партнёры", "Договоры, которыми пора заняться", 0, None, "", "", ""),
        ("Партнёры", "Письма, которые не дошли", 0, None, "", "", ""),
        ("Проверка", "Ошибки: строки не учтены", 0, None, "", "", "#validation"),
        ("Проверка", "Замечания", 0, None, "", "", "#validation"),
    ]  # fmt: skip


def test_unpaid_invoices_are_counted_by_payer_currency_and_bucket() -> None:
    tables = drawn(
        INVOICES
        + """in  | E-1 | 1 | 2026-04-14 | '2026-03 | 50 000 | | 2026-05-15 | |
    in  | E-1 | 2 | 2026-04-01 | '2026-03 | 500 | USD | 2026-04-10 | |
    in  | E-1 | 3 | 2026-04-01 | '2026-03 | 10 | | 2026-05-10 | 20 | 2026-04-14
    out | E-1 | 4 | 2026-04-01 | '2026-03 | 70 | | 2026-04-16 | |
    """
    )
    shown = lines(tables)
    no_sum = "50\u00a0000,00\u00a0₽; 500,00\u00a0$; нет курса fx_USD, поэтому без общей суммы"
    only_usd = "500,00\u00a0$; нет курса fx_USD, поэтому без общей суммы"
    assert of("Мы должны", shown) == [
        ("Не оплачено", 2, None, "", no_sum, "#to_pay"),
        ("Давно ждут или срок близко", 1, None, "", only_usd, "#to_pay_waiting"),
        ("Просрочено", 1, None, "", only_usd, "#to_pay_overdue"),
        ("Срок не наступил", 1, 5_000_000, "RUB", "", "#to_pay"),
        ("Переплаты и корректировки", 1, -1_000, "RUB", "", "#credits_in"),
        ("Просрочка 1–30 дней", 1, 50_000, "USD", "", "#to_pay_overdue"),
    ]
    assert of("Нам должны", shown) == [
        ("Не оплачено", 1, 7_000, "RUB", "", "#owed_to_us"),
        ("Давно ждут или срок близко", 1, 7_000, "RUB", "", "#owed_waiting"),
        ("Просрочено", 0, 0, "RUB", "", "#owed_overdue"),
        ("Срок не наступил", 1, 7_000, "RUB", "", "#owed_to_us"),
    ]


def test_without_its_views_a_side_leads_to_the_tab_that_holds_its_invoices() -> None:
    tables = drawn(
        INVOICES
        + """in | E-1 | 1 | 2026-04-14 | '2026-03 | 50 | | 2026-05-15 | |
    in | E-1 | 2 | 2026-04-01 | '2026-03 | 10 | | 2026-05-10 | 20 | 2026-04-14
    """
    )
    shown = lines(tables, links={"overdue": "#tab", "register": "#register"})
    leads = {item: link for _, item, *_, link in shown if link}
    assert leads["Не оплачено"] == leads["Просрочено"] == leads["Срок не наступил"] == "#tab"
    assert leads["Переплаты и корректировки"] == "#register"


@pytest.mark.parametrize(
    ("sums", "rates", "total", "note"),
    [
        ({}, {}, 0, ""),
        ({"RUB": 100}, {}, 100, ""),
        ({"USD": 33}, {"USD": Decimal("90.5")}, 2987, "0.33\u00a0USD"),
        ({"USD": 1, "RUB": 5}, {"USD": Decimal("0.5")}, 6, "0.05\u00a0RUB; 0.01\u00a0USD"),
        (
            {"USD": 1, "EUR": 2, "RUB": 5},
            {},
            None,
            "0.05\u00a0RUB; 0.02\u00a0EUR; 0.01\u00a0USD;"
            " no rate fx_EUR, fx_USD, so there is no total",
        ),
    ],
)
def test_currencies_are_added_only_by_a_rate(
    sums: dict[str, int], rates: dict[str, Decimal], total: int | None, note: str
) -> None:
    assert total_and_note(sums, Settings(rates=rates), "en") == (total, note)


@pytest.mark.parametrize(
    ("lang", "item", "note"),
    [
        ("ru", "ООО «Север», №\u00a07: просрочен на 31\u00a0день", "Мы должны; срок 15.03.2026"),
        ("en", "ООО «Север», no. 7: 31\u00a0days overdue", "We owe; was due 15 March 2026"),
    ],
)
def test_an_invoice_overdue_for_more_than_30_days_stands_on_top(
    lang: Lang, item: str, note: str
) -> None:
    tables = drawn(
        INVOICES
        + """in | E-1 | 7 | 2026-03-01 | '2026-03 | 70 | | 2026-03-15 | |
    in | E-1 | 8 | 2026-03-01 | '2026-03 | 70 | | 2026-03-16 | |
    """,
        lang=lang,
    )
    assert lines(tables)[1][1:] == (item, None, 7_000, "RUB", note, "#overdue")
    assert lines(tables)[2][0] == {"ru": "С чего начать", "en": "Where to start"}[lang]


def test_ten_of_the_worst_are_named_and_the_rest_counted() -> None:
    rows = "\n    ".join(
        f"in | E-9 | {number} | 2026-01-01 | '2026-01 | 70 | | 2026-01-{number} | |"
        for number in range(11, 23)
    )
    urgent = of("Срочно", lines(drawn(INVOICES + rows)))
    assert [line[0] for line in urgent[:2]] == [
        "E-9, №\u00a011: просрочен на 94\u00a0дня",
        "E-9, №\u00a012: просрочен на 93\u00a0дня",
    ]
    assert len(urgent) == 11
    assert urgent[-1][:2] == ("Ещё просрочены больше чем на 30\u00a0дней", 2)


@pytest.mark.parametrize(
    ("paid_on", "note"),
    [("2026-04-05", "05.04.2026"), ("2026-04-04", "оплаты не вносились с 04.04.2026")],
)
def test_how_fresh_the_data_are_is_told(paid_on: str, note: str) -> None:
    tables = drawn(
        INVOICES
        + f"""in | E-1 | 1 | 2026-03-25 | '2026-03 | 70 | | 2026-04-20 | |
    in | E-1 | 2 | 2026-03-25 | '2026-03 | 70 | | 2026-04-20 | 70 | {paid_on}
    """,
        month_closed="2026-03",
    )
    state = of("Состояние", lines(tables))
    assert state[1][0] == "Оплаты внесены по"
    assert state[1][4] == note
    assert state[2] == ("Закрыт месяц", None, None, "", "март 2026", "")


@pytest.mark.parametrize(
    ("lang", "note"),
    [
        ("ru", "15.04.2026 · ошибок в таблице: 2, замечаний: 1"),
        ("en", "2026-04-15 · errors in the spreadsheet: 2, warnings: 1"),
    ],
)
def test_errors_are_told_in_the_first_line_and_counted(lang: Lang, note: str) -> None:
    found = [Finding("V-GEN-05", "error")] * 2 + [Finding("V-GEN-07", "warning")]
    shown = lines(drawn("", lang=lang).with_findings(found))
    assert shown[0][5] == note
    assert [line[2] for line in shown[-2:]] == [2, 1]


def test_missing_packs_and_partners_in_want_of_attention_are_counted() -> None:
    tables = drawn(
        """
        Partners
        Partner ID | Name  | Group   | Status | Partner since | Curator
        P-1        | Север | studios | active | 2025-01-10    | Анна
        P-2        | Юг    | studios | active | 2025-01-10    | Анна

        Legal entities
        Entity ID | Partner ID | Legal name  | Kind    | VAT
        E-1       | P-1        | ООО «Север» | company | no VAT

        Touches
        Date       | Partner ID | Curator | Kind      | Next on
        2026-03-01 | P-1        | Анна    | complaint | 2026-04-01

        Agreements
        Entity ID | Kind | Number | Status | Sent on
        E-1       | nda  | 1      | sent   | 2026-01-01

        Closing documents
        Entity ID | Month    | Kind | Number | Status   | Received   | Amount
        E-1       | '2026-02 | act  | 1      | received | 2026-03-01 | 30
        E-1       | '2026-01 | act  | 2      | received | 2026-02-01 | 30

        Invoices
        Entity ID | Number | Date       | Month    | Amount | Due        | Paid
        E-1       | 1      | 2026-01-30 | '2026-01 | 50     | 2026-02-20 | 50
        """
    )
    rows = attention(tables, payables(tables, AS_OF))
    shown = lines(tables, attention=rows)
    assert [line[1] for line in of("Документы", shown)] == [1, 1]
    assert [line[:2] for line in of("Партнёры", shown)] == [
        ("Партнёры, с которыми пора связаться", 2),
        ("Договоры, которыми пора заняться", 1),
        ("Письма, которые не дошли", 0),
    ]


def test_each_group_shows_its_best_and_its_worst() -> None:
    rated = [
        ("А", "studios", 81.0, "B", "strongest"),
        ("Б", "studios", 84.5, "A", "strongest"),
        ("В", "studios", 20.0, "D", "drag_down"),
        ("Г", "studios", 12.04, "D", "drag_down"),
        ("Д", "studios", 11.0, "D", "drag_down"),
        ("Е", "dealers", 70.0, "B", "strongest"),
        ("Ж", "dealers", 60.0, "B", None),
        ("З", "dealers", 50.0, "C", "watch"),
    ]
    ratings = typed_frame(
        RATINGS.columns,
        [
            {
                "partner_id": name,
                "name": name,
                "group": group,
                "score": score,
                "tier": tier,
                "list": on,
            }
            for name, group, score, tier, on in rated
        ],
    )
    tables = drawn(
        """
        Groups
        Group ID | Name
        studios  | Студии
        """,
        top_n=2,
    )
    shown = lines(tables, ratings=ratings)
    assert [(line[0], line[4]) for line in of("Рейтинг: Студии", shown)] == [
        ("Сильные: Б", "84,5 · уровень A"),
        ("Сильные: А", "81,0 · уровень B"),
        ("Тянет вниз: Д", "11,0 · уровень D"),
        ("Тянет вниз: Г", "12,0 · уровень D"),
    ]
    assert [(line[0], line[4]) for line in of("Рейтинг: dealers", shown)] == [
        ("Сильные: Е", "70,0 · уровень B"),
    ]


def test_the_dashboard_has_the_columns_of_its_tab() -> None:
    tables = drawn("", lang="en")
    rows = dashboard(tables, payables(tables, AS_OF), None, typed_frame(ATTENTION.columns), Leads())
    assert rows.columns.tolist() == [frame_name(column) for column in DASHBOARD.columns]
    assert rows["section"].drop_duplicates().tolist() == [
        "State", "Where to start", "We owe", "Documents", "Partners", "Checks",
    ]  # fmt: skip
    assert rows["link"].isna().all()
