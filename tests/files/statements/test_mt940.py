"""The reader of MT940.

Inputs after public reports, in our own words: wolph/mt940 #23 (structured purposes of others), #33
(a field 86 without a movement), #52 and #86 (several statements and accounts in one file), #53
(no type of transaction), #92 (numbers of statements that are none), #99 and #111 (long
references), #105 (pages), #117 (long details), #130 (the sign of RC); cmxl #34 (a minus before
the sum); fruitl00p/php-mt940 #46 (no field 20), #14 (the letter of a currency).
"""

import logging
from datetime import date
from pathlib import Path

import pytest

from sheetsync.errors import SourceFileError
from sheetsync.files.statements import read_statements
from sheetsync.tables.bank_lines import BankLine, StatementFile

ACCOUNT = "40702810500000000011"
HEAD = f":20:STARTUMS\n:25:{ACCOUNT}\n:28C:5/1\n"
OPENING, CLOSING = ":60F:C260301RUB100,00\n", ":62F:C260331RUB150,00\n"
PAID = ":61:2603030303C50,00NTRF45//BANK-2026-7\n:86:OPLATA PO S4ETU N 12 INN 7707083893\n"


def read(folder: Path, text: str, codec: str = "utf-8") -> StatementFile:
    path = folder / "statement.sta"
    path.write_bytes(text.encode(codec))
    return read_statements(path)


def lines_of(file: StatementFile) -> list[BankLine]:
    return [line for one in file.statements for line in one.lines]


def only_line(folder: Path, movement: str) -> BankLine:
    (line,) = lines_of(read(folder, f"{HEAD}{OPENING}{movement}\n:62F:C260331RUB777,00\n-\n"))
    return line


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_statement_is_read_with_all_that_it_tells(ending: str, tmp_path: Path) -> None:
    file = read(tmp_path, f"{HEAD}{OPENING}{PAID}{CLOSING}-\n".replace("\n", ending))
    (one,) = file.statements
    assert (file.format, file.owner_inn, file.troubles) == ("mt940", "", ())
    assert (one.account, one.currency, one.opening_minor, one.closing_minor) == (
        ACCOUNT, "RUB", 10_000, 15_000
    )  # fmt: skip
    assert (one.first_on, one.last_on) == (date(2026, 3, 1), date(2026, 3, 31))
    assert one.lines == (
        BankLine(
            booked_on=date(2026, 3, 3),
            account=ACCOUNT,
            flow="in",
            amount_minor=5_000,
            currency="RUB",
            inn="7707083893",
            purpose="OPLATA PO S4ETU N 12 INN 7707083893",
            doc_no="45",
            bank_ref="BANK-2026-7",
            place="line 5",
        ),
    )


@pytest.mark.parametrize(
    ("mark", "flow", "kind"),
    [
        ("C", "in", ""),
        ("D", "out", ""),
        ("d", "out", ""),
        ("RD", "in", "reversal"),
        ("RC", "out", "reversal"),
        ("CR", "in", ""),
        ("DR", "out", ""),
    ],
)
def test_marks_tell_the_way(mark: str, flow: str, kind: str, tmp_path: Path) -> None:
    """CR and DR are C and D with the last letter of EUR: a bank's usual way to write them."""
    line = only_line(tmp_path, f":61:260303{mark}50,00NTRFNONREF")
    assert (line.flow, line.mark, line.amount_minor) == (flow, kind, 5_000)
    assert (line.doc_no, line.bank_ref) == ("", "")


def test_the_balances_tell_which_way_a_reversal_went(tmp_path: Path) -> None:
    turned = read(tmp_path, f"{HEAD}{OPENING}:61:260303RC50,00NTRFX-1\n{CLOSING}")
    assert [line.flow for line in lines_of(turned)] == ["in"]


@pytest.mark.parametrize(
    ("field", "doc_no", "ref"),
    [
        ("2603030303DF2402,00S   X", "", ""),
        (
            "2603030303C119,NMSC341241773/1XXXXX//O/341241774\nPaiement",
            "341241773/1XXXXX",
            "O/341241774",
        ),
        (
            "260303DR20,NTRFBIPI-dvT1FzfMqvzF5HaU4oetlH7SG//2026070616391534000",
            "BIPI-dvT1FzfMqvz",
            "2026070616391534000",
        ),
        ("260303C0,92FMSCNONREF\nBALANCE_CASHBACK-510151a4-4ead-46c5-05ab-99b88521063c", "", ""),
        ("260303C1,00NTRFNL20INGB0001234567//0", "NL20INGB00012345", ""),
    ],
)
def test_fields_of_many_banks_are_read(field: str, doc_no: str, ref: str, tmp_path: Path) -> None:
    line = only_line(tmp_path, f":61:{field}")
    assert (line.doc_no, line.bank_ref, line.booked_on) == (doc_no, ref, date(2026, 3, 3))


def test_the_booked_day_is_the_entrys_over_the_years_end(tmp_path: Path) -> None:
    assert only_line(tmp_path, ":61:2512310102C1,00NTRFX").booked_on == date(2026, 1, 2)
    assert only_line(tmp_path, ":61:2601021231C1,00NTRFX").booked_on == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("purpose", "text"),
    [
        ("086?00SEPA?20Rechnung?21Nr 12?32Romashka", "086 SEPA Rechnung Nr 12 Romashka"),
        ("?20" + "R" * 27 + "?21" + "echnung 12", " " + "R" * 27 + "echnung 12"),
        ("/EREF/7//REMI/USTD//inv 12/", "/EREF/7//REMI/USTD//inv 12/"),
        ("O" * 65 + "\nPLATA\nN 12", "O" * 65 + "PLATA N 12"),
        ("a\n:12: no field\n:99:", "a :12: no field :99:"),
        ("-5 % skonto\n- and more", "-5 % skonto - and more"),
    ],
)
def test_a_purpose_is_one_text(purpose: str, text: str, tmp_path: Path) -> None:
    assert only_line(tmp_path, f":61:260303C50,00NTRFX\n:86:{purpose}").purpose == text.strip()


def test_details_speak_where_there_is_no_purpose(tmp_path: Path) -> None:
    assert only_line(tmp_path, ":61:260303C50,00NTRFX\n/TRCD/00100/").purpose == "/TRCD/00100/"


def test_other_fields_between_take_no_purpose_away(tmp_path: Path) -> None:
    line = only_line(tmp_path, ":61:260303C50,00NTRFX\n:NS:01text\n02more\n:86:invoice 12")
    assert line.purpose == "invoice 12"


def test_a_purpose_behind_the_balance_belongs_to_no_line(tmp_path: Path) -> None:
    file = read(tmp_path, f"{HEAD}:86:first\n{OPENING}{PAID}{CLOSING}:86:sum of the day\n")
    assert [line.purpose for line in lines_of(file)] == ["OPLATA PO S4ETU N 12 INN 7707083893"]


def test_two_numbers_of_tax_payers_are_nobodys(tmp_path: Path) -> None:
    text = ":61:260303C50,00NTRFX\n:86:ot 7707083893 za 7736050003"
    assert only_line(tmp_path, text).inn == ""


@pytest.mark.parametrize(
    "field", ["1908150815D-104,12NMSCNONREF", "261303C1,00NTRFX", "??", "260303C1,005NTRFX"]
)
def test_a_movement_that_cannot_be_read_is_named_and_the_rest_is_taken(
    field: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        file = read(tmp_path, f"{HEAD}{OPENING}:61:{field}\n:86:secret\n{PAID}{CLOSING}")
    assert len(lines_of(file)) == 1
    assert [(one.code, one.place, one.facts["what"]) for one in file.troubles] == [
        ("UNREADABLE_LINE", "line 5", ":61:")
    ]
    # The library logs whole fields.
    assert caplog.text == ""


def test_a_movement_of_nothing_is_no_line(tmp_path: Path) -> None:
    assert lines_of(read(tmp_path, f"{HEAD}{OPENING}:61:260303C0,00NTRFX\n:86:x\n{CLOSING}")) == []


def test_pages_accounts_and_statements_keep_their_own_balances(tmp_path: Path) -> None:
    text = (
        f"{{1:F01BANK}}{{4:\n{HEAD}{OPENING}{PAID}:62M:C260303RUB150,00\n-}}{{5:}}\n"
        f":28C:5/2\n:60M:C260303RUB150,00\n{PAID}:62F:C260331RUB200,00\n-\n"
        f":20:X\n:25:DE89370400440532013000EUR\n:28C:09/2026/M\n:60F:D260301EUR1,5\n:62F:C260331EUR0,\n"
    )
    assert [
        (one.account, one.currency, one.opening_minor, one.closing_minor, len(one.lines))
        for one in read(tmp_path, text).statements
    ] == [
        (ACCOUNT, "RUB", 10_000, 15_000, 1),
        (ACCOUNT, "RUB", 15_000, 20_000, 1),
        ("DE89370400440532013000", "EUR", -150, 0, 0),
    ]


@pytest.mark.parametrize("told", [f"BANKRUMM/{ACCOUNT}", f"{ACCOUNT}/RUB", f"{ACCOUNT}RUB"])
def test_the_account_is_told_apart_from_what_stands_beside_it(told: str, tmp_path: Path) -> None:
    file = read(tmp_path, f":25:{told}\n{OPENING}{PAID}{CLOSING}")
    assert [one.account for one in file.statements] == [ACCOUNT]


def test_a_file_without_field_20_is_read(tmp_path: Path) -> None:
    text = f"ABNANL2A\n940\nABNANL2A\n:25:44550045/{ACCOUNT}\n:28:5/1\n{OPENING}{PAID}{CLOSING}-\n"
    assert [one.account for one in read(tmp_path, text).statements] == [ACCOUNT]


def test_a_page_without_its_end_amid_the_file_loses_no_line(tmp_path: Path) -> None:
    file = read(tmp_path, f"{HEAD}{OPENING}{PAID}{HEAD}{OPENING}{PAID}{CLOSING}")
    assert [(one.closing_minor, len(one.lines)) for one in file.statements] == [
        (None, 1),
        (15_000, 1),
    ]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (f"{HEAD}{OPENING}{PAID}", ":62F:"),
        (f"{HEAD}{OPENING}", ":62F:"),
        (f"{HEAD}{PAID}", ":60F:"),
        (HEAD, ":60F:"),
    ],
)
def test_a_file_that_is_cut_gives_nothing(text: str, missing: str, tmp_path: Path) -> None:
    file = read(tmp_path, text)
    assert file.statements == ()
    assert [(one.code, one.facts) for one in file.troubles] == [("V-PAY-06", {"missing": missing})]


def test_balances_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    file = read(tmp_path, f"{HEAD}:60F:oops\n{PAID}:62F:C260331RUB\n")
    (one,) = file.statements
    assert (one.opening_minor, one.closing_minor) == (None, None)
    assert (one.currency, len(one.lines)) == ("RUB", 1)
    assert [(trouble.facts["what"], trouble.place) for trouble in file.troubles] == [
        (":60F:", "line 4"), (":62F:", "line 7"),
    ]  # fmt: skip
    foreign = read(tmp_path, f":25:DE89370400440532013000\n:60F:\n{CLOSING}")
    assert [one.currency for one in foreign.statements] == ["RUB"]
    stray = read(tmp_path, f"{HEAD}{OPENING}{CLOSING}{CLOSING}")
    assert len(stray.statements) == 1


def test_russian_letters_are_read_where_a_bank_writes_them(tmp_path: Path) -> None:
    text = f"{HEAD}{OPENING}:61:260303C50,00NTRFX\n:86:Оплата N 12\n{CLOSING}"
    for codec in ("utf-8", "utf-8-sig", "cp1251", "utf-16"):
        assert [line.purpose for line in lines_of(read(tmp_path, text, codec))] == ["Оплата N 12"]


def test_a_file_that_is_said_to_be_mt940_and_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text("Привет", encoding="utf-8")
    with pytest.raises(SourceFileError, match="no fields of MT940"):
        read_statements(path, "mt940")
