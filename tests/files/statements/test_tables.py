"""The reader of a bank's tables.

Inputs after public reports, in our own words: firefly-iii #3271 (both columns read as credit), #931
and buckets #222 (a column for each way), #2296 (a dash for nothing), #1087 (brackets, currency
words); eliza #22263 («Amount Debit» taken for the amount); ynab-csv #79, securo #665 (the way in a
word, 25,000); actual #2374 (thousands).
"""

from datetime import date
from pathlib import Path

import pytest

from sheetsync.config.payments import StatementTableConfig
from sheetsync.errors import SourceFileError
from sheetsync.files.statements import read_statements
from sheetsync.files.statements.table import propose_table
from sheetsync.tables.bank_lines import BankLine, StatementFile
from tests.files.books import book, inline, packed

OURS, THEIRS = "40702810500000000011", "40702810900000000033"
TITLE = f"Выписка по счёту {OURS} за март 2026;;;\n"


def csv(folder: Path, text: str, codec: str = "utf-8") -> Path:
    path = folder / "statement.csv"
    path.write_bytes(text.encode(codec))
    return path


def lines_of(file: StatementFile) -> list[BankLine]:
    return [line for one in file.statements for line in one.lines]


def signed(file: StatementFile) -> list[int]:
    return [
        line.amount_minor if line.flow == "in" else -line.amount_minor for line in lines_of(file)
    ]


RUSSIAN = (
    f"{TITLE}"
    "Входящий остаток;;;100,00;;;;\n"
    "Дата операции;№ документа;Списание;Зачисление;Контрагент;ИНН контрагента;"
    "Счёт контрагента;Назначение платежа;Остаток\n"
    f"03.03.2026;45;;50 000,00;ООО «Ромашка»;7707083893;{THEIRS};Оплата по счету № 12;50100\n"
    f"04.03.2026;46;1 000,50;-;Банк;;;Комиссия;49099,50\n"
    "Итого;;1 000,50;50 000,00;;;;;\n"
    "Исходящий остаток;;;49 099,50;;;;;\n"
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_table_is_understood_by_its_headers_and_values(codec: str, tmp_path: Path) -> None:
    file = read_statements(csv(tmp_path, RUSSIAN, codec))
    (one,) = file.statements
    assert (file.format, file.troubles) == ("table", ())
    assert (one.account, one.currency) == (OURS, "RUB")
    assert (one.first_on, one.last_on) == (date(2026, 3, 3), date(2026, 3, 4))
    assert (one.opening_minor, one.closing_minor) == (10_000, 4_909_950)
    assert one.lines == (
        BankLine(
            booked_on=date(2026, 3, 3),
            account=OURS,
            flow="in",
            amount_minor=5_000_000,
            currency="RUB",
            counterparty="ООО «Ромашка»",
            inn="7707083893",
            their_account=THEIRS,
            purpose="Оплата по счету № 12",
            doc_no="45",
            place="row 4",
        ),
        BankLine(
            booked_on=date(2026, 3, 4),
            account=OURS,
            flow="out",
            amount_minor=100_050,
            currency="RUB",
            counterparty="Банк",
            purpose="Комиссия",
            doc_no="46",
            place="row 5",
        ),
    )


def table(head: str, *rows: str, title: str = TITLE) -> str:
    return "\n".join((title.rstrip("\n"), head, *rows)) + "\n"


@pytest.mark.parametrize(
    ("head", "rows", "sums"),
    [
        ("Дата;Сумма;Назначение", ("03.03.2026;50,00;а", "04.03.2026;-7,00;б"), [5_000, -700]),
        ("Дата;Сумма;Назначение", ("03.03.2026;50,00 ₽;а", "04.03.2026;(7,00);б"), [5_000, -700]),
        (
            "Дата;Тип операции;Сумма;Назначение",
            ("03.03.2026;Кредит;50,00;а", "04.03.2026;ДЕБЕТ;7,00;б", "05.03.2026;Дебет;-8,00;в"),
            [5_000, -700, -800],
        ),
        (
            "Дата;D/C;Сумма;Назначение",
            ("03.03.2026;C;50,00;а", "04.03.2026;D;7,00;б"),
            [5_000, -700],
        ),
        (
            "Date;Amount Debit;Amount Credit;Description",
            ("03/27/2026;7.00;;a", "03/28/2026;;25,000.00;b"),
            [-700, 2_500_000],
        ),
        (
            "Дата;Дебет;Кредит;Назначение",
            ("03.03.2026;-7,00;0,00;а", "04.03.2026;-8,00;;б", "05.03.2026;;9,00;в"),
            [-700, -800, 900],
        ),
        (
            "Дата;Дебет;Кредит;Назначение",
            ("03.03.2026;-7,00;;сторно", "04.03.2026;8,00;;б"),
            [700, -800],
        ),
    ],
)
def test_ways_to_write_the_way_of_a_sum(
    head: str, rows: tuple[str, ...], sums: list[int], tmp_path: Path
) -> None:
    assert signed(read_statements(csv(tmp_path, table(head, *rows)))) == sums


def test_what_takes_back_is_marked(tmp_path: Path) -> None:
    text = table("Дата;Дебет;Кредит;Назначение", "03.03.2026;-7,00;;а", "04.03.2026;8,00;;б")
    assert [line.mark for line in lines_of(read_statements(csv(tmp_path, text)))] == [
        "reversal",
        "",
    ]


def test_two_storeys_of_headers_are_a_path(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [f"Счёт {OURS}"],
        ["Дата", "Обороты", "", "Назначение платежа"],
        ["", "Дебет", "Кредит", ""],
        ["03.03.2026", "7,00", "", "комиссия"],
        ["04.03.2026", "", "50,00", "оплата"],
    ]
    merged = '<mergeCells count="1"><mergeCell ref="B2:C2"/></mergeCells>'
    parts = book(inline(rows))
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", f"</sheetData>{merged}")
    path = packed(tmp_path / "statement.xlsx", parts)
    assert signed(read_statements(path)) == [-700, 5_000]


def test_numbers_and_days_of_a_workbook_are_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [f"Счёт № {OURS}"],
        ["Дата", "Сумма", "Контрагент", "№ документа"],
        ["03.03.2026", 50000.1, "ООО «Ромашка»", 45],
        ["04.03.2026", -0.3, "Банк", 46],
    ]
    path = packed(tmp_path / "statement.xlsx", book(inline(rows)))
    file = read_statements(path)
    assert signed(file) == [5_000_010, -30]
    assert [line.doc_no for line in lines_of(file)] == ["45", "46"]


def mapping(**columns: str) -> StatementTableConfig:
    return StatementTableConfig(account=OURS, columns=columns)


ODD = "Когда;Сколько;Кто\n03.03.2026;50,00;ООО\n04.03.2026;-7,00;АО\n"


def test_a_mapping_reads_what_no_header_tells(tmp_path: Path) -> None:
    said = mapping(booked_on="Когда", amount="сколько:", counterparty="Кто")
    file = read_statements(csv(tmp_path, ODD), "table", said)
    assert [(line.account, line.counterparty) for line in lines_of(file)] == [
        (OURS, "ООО"),
        (OURS, "АО"),
    ]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (mapping(booked_on="Когда", amount="Сумма"), "no row with the headers Когда, Сумма"),
        (mapping(amount="Сколько"), "lacks the day or the sum"),
        (mapping(booked_on="Когда", amount_in="Сколько"), "lacks the day or the sum"),
        (mapping(booked_on="Когда", amount="Сколько", colour="Кто"), "unknown meaning colour"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    said: StatementTableConfig, why: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceFileError, match=why) as refused:
        read_statements(csv(tmp_path, ODD), "table", said)
    assert "payments.mappings" in refused.value.cure


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        (table("Дата;Сумма;Назначение", "03.03.2026;50,00;а", "04.03.2026;7,00;б"), "flow"),
        (table("Дата;Назначение;Контрагент", "03.03.2026;оплата счёта;ООО"), "amount"),
        (
            table("Дата операции;Дата проводки;Сумма", "03.03.2026;04.03.2026;-5,00"),
            "booked_on",
        ),
        (table("Дата;Списание;Расход;Приход", "03.03.2026;5,00;6,00;"), "amount_out"),
        (table("Контрагент;Сумма;Назначение", "ООО;-5,00;оплата счёта"), "booked_on"),
        (table("Дата;Сумма;Сумма;Назначение", "03.03.2026;5,00;-6,00;а"), "amount"),
    ],
)
def test_columns_that_are_not_clear_are_asked_for(text: str, unclear: str, tmp_path: Path) -> None:
    path = csv(tmp_path, text)
    with pytest.raises(SourceFileError, match=f"which column is .*{unclear}"):
        read_statements(path)
    assert unclear in propose_table(path).unclear


def test_a_proposal_is_what_config_keeps(tmp_path: Path) -> None:
    path = csv(tmp_path, RUSSIAN)
    found = propose_table(path)
    assert found.unclear == ()
    assert dict(found.mapping.columns) == {
        "booked_on": "Дата операции",
        "amount_in": "Зачисление",
        "amount_out": "Списание",
        "counterparty": "Контрагент",
        "inn": "ИНН контрагента",
        "their_account": "Счёт контрагента",
        "purpose": "Назначение платежа",
        "doc_no": "№ документа",
    }
    assert found.headers[0] == "Дата операции"
    assert "Остаток" in found.headers
    assert read_statements(path, "table", found.mapping) == read_statements(path)


@pytest.mark.parametrize(
    ("row", "what", "value"),
    [
        ("вчера;50,00;а", "booked_on", "вчера"),
        (";50,00;а", "booked_on", ""),
        ("03.03.2026;много;а", "amount", "много"),
        ("03.03.2026;25,000;а", "amount", "25,000"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_rest_is_taken(
    row: str, what: str, value: str, tmp_path: Path
) -> None:
    text = table("Дата;Сумма;Назначение", row, *["04.03.2026;-7,00;б"] * 3)
    file = read_statements(csv(tmp_path, text))
    assert signed(file) == [-700] * 3
    assert [(one.code, one.place, one.facts) for one in file.troubles] == [
        ("UNREADABLE_LINE", "row 3", {"what": what, "value": value})
    ]


def test_words_and_sums_for_both_ways_that_make_no_sense_are_named(tmp_path: Path) -> None:
    both = table("Дата;Дебет;Кредит", "03.03.2026;5,00;6,00", "04.03.2026;7,00;", "05.03.2026;x;")
    file = read_statements(csv(tmp_path, both))
    assert [one.facts["what"] for one in file.troubles] == ["amount_in", "amount_out"]
    said = mapping(booked_on="Дата", amount="Дебет", flow="Кредит")
    words = read_statements(csv(tmp_path, both), "table", said)
    assert [one.facts["what"] for one in words.troubles] == ["flow", "flow", "amount"]


def test_rows_of_nothing_and_blank_rows_are_no_lines(tmp_path: Path) -> None:
    text = table(
        "Дата;Сумма;Назначение", "03.03.2026;0;а", "04.03.2026;-7,00;б", ";;", "05.03.2026;;в"
    )
    file = read_statements(csv(tmp_path, text))
    assert (signed(file), file.troubles) == ([-700], ())


@pytest.mark.parametrize(
    ("title", "accounts", "account"),
    [
        (TITLE, (), OURS),
        (f"Счёт: {OURS[:5]} {OURS[5:]};\n", (), OURS),
        ("IBAN DE89370400440532013000;\n", (), "DE89370400440532013000"),
        ("Выписка;\n", (OURS,), OURS),
        (f"{OURS};{THEIRS}\n", (OURS,), OURS),
    ],
)
def test_the_account_stands_above_or_is_the_only_one(
    title: str, accounts: tuple[str, ...], account: str, tmp_path: Path
) -> None:
    path = csv(tmp_path, table("Дата;Сумма;Назначение", "03.03.2026;-5,00;а", title=title))
    assert [one.account for one in read_statements(path, accounts=accounts).statements] == [account]


@pytest.mark.parametrize("accounts", [(), (OURS, THEIRS)])
def test_without_an_account_the_table_is_refused(accounts: tuple[str, ...], tmp_path: Path) -> None:
    path = csv(tmp_path, table("Дата;Сумма;Назначение", "03.03.2026;-5,00;а", title="Выписка;"))
    with pytest.raises(SourceFileError, match="whose account"):
        read_statements(path, accounts=accounts)


def test_a_column_tells_the_account_and_the_currency(tmp_path: Path) -> None:
    text = table(
        "Дата;Номер счёта;Сумма;Валюта;КПП",
        f"03.03.2026;{OURS};-5,00;руб.;773601001",
        f"03.03.2026;{THEIRS};6,00;USD;",
        "03.03.2026;-;6,00;USD;",
        title="Выписка;",
    )
    file = read_statements(csv(tmp_path, text))
    assert [(one.account, one.currency, one.opening_minor) for one in file.statements] == [
        (OURS, "RUB", None), (THEIRS, "USD", None),
    ]  # fmt: skip
    assert lines_of(file)[0].kpp == "773601001"
    assert [one.facts for one in file.troubles] == [{"what": "account", "value": "-"}]


def test_a_table_of_no_rows_is_an_empty_statement(tmp_path: Path) -> None:
    file = read_statements(csv(tmp_path, table("Дата;Дебет;Кредит;Назначение")))
    assert [(one.account, one.currency, one.lines) for one in file.statements] == [
        (OURS, "RUB", ())
    ]


@pytest.mark.parametrize(
    ("title", "days"),
    [
        (f"Выписка по счёту {OURS} за период с 01.03.2026 по 31.03.2026", (1, 31)),
        (f"{OURS};c 2026-03-01;по 2026-03-10", (1, 10)),
        (f"{OURS};31.03.2026 – 01.03.2026", (3, 4)),
        (f"{OURS} на 05.03.2026", (3, 4)),
        (f"{OURS} 01.03.2026 99.03.2026", (3, 4)),
        (f"{OURS}", (3, 4)),
    ],
)
def test_a_row_above_tells_the_days(title: str, days: tuple[int, int], tmp_path: Path) -> None:
    rows = ("03.03.2026;-5,00;а", "04.03.2026;-5,00;а")
    path = csv(tmp_path, table("Дата;Сумма;Назначение", *rows, title=title))
    (one,) = read_statements(path).statements
    assert (one.first_on, one.last_on) == (date(2026, 3, days[0]), date(2026, 3, days[1]))


def test_what_is_no_statement_says_so(tmp_path: Path) -> None:
    path = csv(tmp_path, "Партнёр;Статус\nВектор;активен\n")
    with pytest.raises(SourceFileError, match="is no statement") as refused:
        read_statements(path)
    assert "camt.053" in refused.value.cure
