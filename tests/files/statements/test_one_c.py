"""The reader of files for 1C.

Inputs after public reports, in our own words: kilylabs/client-bank-exchange-php #4 (two account
keys, the INN within the name, empty days), #8 (several sections of balances), #16 (declared
Windows, written UTF-8); 1C's list of import errors (no end, wrong days, sums with a comma).
"""

from datetime import date
from pathlib import Path

import pytest

from sheetsync.errors import SourceFileError
from sheetsync.files.statements import read_statements
from sheetsync.tables.bank_lines import BankLine, StatementFile
from tests.files.statements.one_c_files import (
    OTHER_OURS,
    OUR_INN,
    OURS,
    THEIR_INN,
    THEIRS,
    balances,
    document,
    paid_by_us,
    statement,
    written,
)


def read(folder: Path, text: str, codec: str = "cp1251") -> StatementFile:
    return read_statements(written(folder, text, codec))


def lines_of(file: StatementFile) -> list[BankLine]:
    return [line for one in file.statements for line in one.lines]


def only_line(folder: Path, *sections: str) -> BankLine:
    (line,) = lines_of(read(folder, statement(*sections)))
    return line


def test_a_payment_to_us_is_read_with_all_that_the_bank_tells(tmp_path: Path) -> None:
    file = read(tmp_path, statement(balances("100.00", "50100.00"), document()))
    (one,) = file.statements
    assert (file.name, file.format, file.owner_inn, file.troubles) == (
        "kl_to_1c.txt", "1c", OUR_INN, ()
    )  # fmt: skip
    assert (one.account, one.currency) == (OURS, "RUB")
    assert (one.first_on, one.last_on) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (one.opening_minor, one.closing_minor) == (10_000, 5_010_000)
    assert one.lines == (
        BankLine(
            booked_on=date(2026, 3, 3),
            account=OURS,
            flow="in",
            amount_minor=5_000_000,
            currency="RUB",
            counterparty='ООО "Ромашка"',
            inn=THEIR_INN,
            kpp="773601001",
            their_account=THEIRS,
            their_bic="044525225",
            purpose="Оплата по счету № 12 от 01.03.2026. В т.ч. НДС 8333.33",
            doc_no="45",
            place="line 15",
        ),
    )


def test_a_payment_that_left_us_names_whom_we_paid(tmp_path: Path) -> None:
    line = only_line(tmp_path, paid_by_us())
    assert (line.flow, line.booked_on) == ("out", date(2026, 3, 4))
    assert (line.counterparty, line.inn, line.their_account) == ('ООО "Ромашка"', THEIR_INN, THEIRS)


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("cp1251", "Windows"),
        ("cp866", "DOS"),
        ("utf-8", "Windows"),
        ("utf-8-sig", "Windows"),
        ("utf-8", "UTF-8"),
        ("utf-16", "Windows"),
        ("cp866", "Windows"),
        ("cp1251", "DOS"),
        ("koi8-r", "KOI8"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_encoding_gives_the_same(
    codec: str, declared: str, ending: str, tmp_path: Path
) -> None:
    text = statement(balances("0", "50000"), document(), encoding=declared).replace("№", "N")
    path = tmp_path / "file.txt"
    path.write_bytes(text.replace("\n", ending).encode(codec))
    (line,) = lines_of(read_statements(path))
    assert (line.counterparty, line.amount_minor) == ('ООО "Ромашка"', 5_000_000)


def test_a_name_that_the_bank_cut_amid_a_letter_spoils_no_file(tmp_path: Path) -> None:
    content = statement(document()).encode("utf-8").replace("Ромашка".encode(), b"\xd0\xa0\xd0")
    path = tmp_path / "file.txt"
    path.write_bytes(content)
    (line,) = lines_of(read_statements(path))
    assert line.counterparty == 'ООО "Р\ufffd"'
    assert line.purpose.startswith("Оплата по счету")


def test_without_its_end_nothing_is_taken(tmp_path: Path) -> None:
    file = read(tmp_path, statement(document(), end=""))
    assert file.statements == ()
    assert [(one.code, one.facts["missing"]) for one in file.troubles] == [
        ("V-PAY-06", "КонецФайла")
    ]


@pytest.mark.parametrize(
    "end", ["КонецФайла", "КонецФайла\n\n\x1a", "конецфайла  \n", "КонецФайла="]
)
def test_the_end_is_the_end_however_it_is_written(end: str, tmp_path: Path) -> None:
    assert len(lines_of(read(tmp_path, statement(document(), end=end)))) == 1


def test_two_files_in_one_are_both_read(tmp_path: Path) -> None:
    one = statement(document(Номер="1"))
    other = statement(document(Номер="2"))
    assert [line.doc_no for line in lines_of(read(tmp_path, one + other))] == ["1", "2"]
    cut = read(tmp_path, one + statement(document(), end=""))
    assert cut.statements == ()


def test_keys_may_stand_in_any_order_and_any_case(tmp_path: Path) -> None:
    lines = document().splitlines()
    shuffled = "\n".join((lines[0], *reversed(lines[1:-1]), lines[-1].upper()))
    assert only_line(tmp_path, shuffled) == only_line(tmp_path, document())


def test_a_key_that_is_said_twice_counts_once(tmp_path: Path) -> None:
    line = only_line(tmp_path, document(Номер="\nНомер=45\nНомер=46"))
    assert line.doc_no == "45"


def test_an_equals_sign_in_the_purpose_stays(tmp_path: Path) -> None:
    line = only_line(tmp_path, document(НазначениеПлатежа="По договору N=5, сумма=100"))
    assert line.purpose == "По договору N=5, сумма=100"


def test_six_lines_of_purpose_are_one_text(tmp_path: Path) -> None:
    parts = {f"НазначениеПлатежа{number}": f"часть {number}" for number in range(1, 7)}
    line = only_line(tmp_path, document({**parts, "НазначениеПлатежа": "часть 1"}))
    assert line.purpose == "часть 1 часть 2 часть 3 часть 4 часть 5 часть 6"


def test_a_purpose_that_goes_on_in_the_next_line_is_whole(tmp_path: Path) -> None:
    broken = document(НазначениеПлатежа="Оплата по счету\nдоговору номер=7\n№ 12")
    assert only_line(tmp_path, broken).purpose == "Оплата по счету договору номер=7 № 12"
    blank_first = document(НазначениеПлатежа="\nОплата")
    assert only_line(tmp_path, blank_first).purpose == "Оплата"


def test_a_stray_line_elsewhere_says_nothing(tmp_path: Path) -> None:
    line = only_line(tmp_path, document(Номер="45\nпросто строка"))
    assert line.doc_no == "45"


def test_the_inn_within_the_name_is_told_apart(tmp_path: Path) -> None:
    line = only_line(
        tmp_path,
        document(
            {"ПлательщикИНН": "", "Плательщик1": "", "ПлательщикКПП": "0"},
            Плательщик=f'ИНН {THEIR_INN} КПП 773601001 ООО "Ромашка"',
        ),
    )
    assert (line.inn, line.kpp, line.counterparty) == (THEIR_INN, "", 'ООО "Ромашка"')


def test_an_account_in_the_second_key_is_ours_too(tmp_path: Path) -> None:
    indirect = document(
        {
            "ПлательщикСчет": "30101810400000000225",
            "ПлательщикРасчСчет": THEIRS,
            "ПолучательСчет": "30301810000006000001",
            "ПолучательРасчСчет": OURS,
        }
    )
    line = only_line(tmp_path, indirect)
    assert (line.account, line.their_account, line.flow) == (OURS, THEIRS, "in")


def test_a_bank_that_pays_from_its_correspondent_account_keeps_it(tmp_path: Path) -> None:
    line = only_line(tmp_path, document(ПлательщикСчет="30101810400000000225"))
    assert line.their_account == "30101810400000000225"


@pytest.mark.parametrize(
    ("told", "minor"),
    [
        ("50000", 5_000_000),
        ("50000,00", 5_000_000),
        ("50 000,5", 5_000_050),
        ("50\u00a0000.05", 5_000_005),
    ],
)
def test_sums_are_read_as_banks_write_them(told: str, minor: int, tmp_path: Path) -> None:
    assert only_line(tmp_path, document(Сумма=told)).amount_minor == minor


@pytest.mark.parametrize("told", ["", "сто", "50.000", "1e5", "NaN"])
def test_a_sum_that_cannot_be_read_is_named_and_the_rest_is_taken(
    told: str, tmp_path: Path
) -> None:
    file = read(tmp_path, statement(document(Сумма=told), paid_by_us()))
    assert [line.flow for line in lines_of(file)] == ["out"]
    (trouble,) = file.troubles
    assert (trouble.code, trouble.place) == ("UNREADABLE_LINE", "line 8")
    assert trouble.facts == {"what": "Сумма", "value": told}


@pytest.mark.parametrize("told", ["31.02.2026", "2.12", "вчера", ""])
def test_a_day_that_is_none_is_named(told: str, tmp_path: Path) -> None:
    file = read(tmp_path, statement(document(ДатаПоступило="", Дата=told), paid_by_us()))
    assert len(lines_of(file)) == 1
    assert [one.facts for one in file.troubles] == [{"what": "Дата", "value": told}]


def test_without_a_booked_day_the_documents_own_counts(tmp_path: Path) -> None:
    assert only_line(tmp_path, document(ДатаПоступило="")).booked_on == date(2026, 3, 2)
    assert only_line(tmp_path, document(ДатаПоступило="03.03.2026 0:00:00")).booked_on == date(
        2026, 3, 3
    )


def test_a_sum_of_nothing_is_no_line(tmp_path: Path) -> None:
    file = read(tmp_path, statement(balances("0", "0"), document(Сумма="0.00")))
    assert (lines_of(file), file.troubles) == ([], ())


def test_a_sum_below_zero_takes_back(tmp_path: Path) -> None:
    line = only_line(tmp_path, paid_by_us(Сумма="-840.00"))
    assert (line.flow, line.amount_minor, line.mark) == ("in", 84_000, "reversal")


def test_taxes_are_marked(tmp_path: Path) -> None:
    assert only_line(tmp_path, paid_by_us(ПоказательКБК="18210102010011000110")).mark == "budget"
    assert only_line(tmp_path, paid_by_us(ПоказательКБК="0")).mark == ""


def own_transfer(**days: str) -> str:
    told = {"ДатаПоступило": "", "ДатаСписано": "", "ПолучательСчет": OTHER_OURS, **days}
    return paid_by_us(**told, ПолучательИНН=OUR_INN, Номер="9")


def test_a_transfer_between_our_accounts_is_a_line_of_each(tmp_path: Path) -> None:
    both = (OURS, OTHER_OURS)
    file = read(tmp_path, statement(own_transfer(), accounts=both))
    assert [(line.account, line.flow, line.mark) for line in lines_of(file)] == [
        (OURS, "out", "own"),
        (OTHER_OURS, "in", "own"),
    ]
    assert [line.their_account for line in lines_of(file)] == [OTHER_OURS, OURS]


def test_a_transfer_told_once_for_each_account_is_told_once_of_each(tmp_path: Path) -> None:
    both = (OURS, OTHER_OURS)
    dated = statement(
        own_transfer(ДатаСписано="04.03.2026"),
        own_transfer(ДатаПоступило="04.03.2026"),
        accounts=both,
    )
    alike = statement(own_transfer(), own_transfer(), accounts=both)
    for text in (dated, alike):
        assert [(line.account, line.flow) for line in lines_of(read(tmp_path, text))] == [
            (OURS, "out"),
            (OTHER_OURS, "in"),
        ]


def test_two_equal_payments_stay_two(tmp_path: Path) -> None:
    assert len(lines_of(read(tmp_path, statement(document(), document())))) == 2


def test_a_document_of_no_account_of_the_file_is_told(tmp_path: Path) -> None:
    file = read(tmp_path, statement(document(ПолучательСчет=OTHER_OURS), paid_by_us()))
    assert len(lines_of(file)) == 1
    (trouble,) = file.troubles
    assert (trouble.code, trouble.place) == ("V-PAY-07", "line 8")
    assert trouble.facts == {
        "accounts": f"{THEIRS}, {OTHER_OURS}", "amount": "50000.00", "doc_no": "45",
    }  # fmt: skip


def test_accounts_of_config_are_ours_where_the_file_names_none(tmp_path: Path) -> None:
    path = written(tmp_path, statement(document(), accounts=()))
    assert lines_of(read_statements(path)) == []
    (line,) = lines_of(read_statements(path, accounts=[f" {OURS[:5]} {OURS[5:]}"]))
    assert line.flow == "in"


def test_an_account_of_ours_that_another_file_tells_of_gets_no_line(tmp_path: Path) -> None:
    both_days = own_transfer(ДатаСписано="04.03.2026", ДатаПоступило="04.03.2026")
    path = written(tmp_path, statement(both_days, accounts=(OURS,)))
    (line,) = lines_of(read_statements(path, accounts=[OURS, OTHER_OURS]))
    assert (line.account, line.flow, line.mark) == (OURS, "out", "own")
    (alone,) = lines_of(read_statements(path))
    assert (alone.account, alone.mark) == (OURS, "")


def test_an_account_of_ours_that_the_head_forgot_is_ours_all_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, statement(document(), paid_by_us(ПлательщикСчет=OTHER_OURS)))
    file = read_statements(path, accounts=[OTHER_OURS])
    assert [line.account for line in lines_of(file)] == [OURS, OTHER_OURS]
    assert file.troubles == ()


def test_a_section_of_balances_for_each_day_holds_that_days_lines(tmp_path: Path) -> None:
    days = [
        balances("0", "50000", ДатаНачала="03.03.2026", ДатаКонца="03.03.2026"),
        balances("50000", "0", ДатаНачала="04.03.2026", ДатаКонца="04.03.2026"),
    ]
    file = read(tmp_path, statement(*days, document(), paid_by_us()))
    assert [(one.opening_minor, len(one.lines)) for one in file.statements] == [
        (0, 1),
        (5_000_000, 1),
        (None, 0),
    ]
    whole = read(tmp_path, statement(balances("0", "0"), *days, document(), paid_by_us()))
    assert [len(one.lines) for one in whole.statements] == [1, 1, 0]


def test_sections_of_the_same_days_are_one(tmp_path: Path) -> None:
    twice = statement(balances("0", "50000"), balances("0", "50000"), document())
    (one,) = read(tmp_path, twice).statements
    assert (one.opening_minor, one.closing_minor, len(one.lines)) == (0, 5_000_000, 1)
    going_on = statement(balances("0", "50000"), balances("50000", "0"), document(), paid_by_us())
    (one,) = read(tmp_path, going_on).statements
    assert (one.opening_minor, one.closing_minor, len(one.lines)) == (0, 0, 2)
    at_odds = statement(balances("0", "50000"), balances("7", "9"), document())
    assert [len(one.lines) for one in read(tmp_path, at_odds).statements] == [1, 0]


def test_lines_outside_every_section_are_kept_without_balances(tmp_path: Path) -> None:
    text = statement(
        balances("0", "0", ДатаНачала="01.03.2026", ДатаКонца="02.03.2026"), document()
    )
    within, outside = read(tmp_path, text).statements
    assert (within.lines, outside.opening_minor) == ((), None)
    assert (outside.first_on, len(outside.lines)) == (date(2026, 3, 1), 1)


def test_a_file_tells_of_all_its_days_though_money_moved_on_few(tmp_path: Path) -> None:
    day = balances("0", "50000", ДатаНачала="03.03.2026", ДатаКонца="03.03.2026")
    told = read(tmp_path, statement(day, document())).statements
    assert [(one.first_on, one.last_on, len(one.lines)) for one in told] == [
        (date(2026, 3, 3), date(2026, 3, 3), 1),
        (date(2026, 3, 1), date(2026, 3, 31), 0),
    ]


@pytest.mark.parametrize(
    ("made", "last"),
    [("15.03.2026", 15), ("31.03.2026", 31), ("02.04.2026", 31), ("01.02.2026", 31), ("", 31)],
)
def test_a_file_tells_of_no_day_after_it_was_made(made: str, last: int, tmp_path: Path) -> None:
    head = f"Отправитель=Банк\nДатаСоздания={made}"
    for text in (statement(document()), statement(balances("0", "50000"), document())):
        (one,) = read(tmp_path, text.replace("Отправитель=Банк", head)).statements
        assert one.last_on == date(2026, 3, last)


def test_a_file_without_balances_tells_its_days(tmp_path: Path) -> None:
    (one,) = read(tmp_path, statement(document())).statements
    assert (one.first_on, one.last_on, one.opening_minor) == (
        date(2026, 3, 1), date(2026, 3, 31), None
    )  # fmt: skip


def test_an_account_in_dollars_has_dollars(tmp_path: Path) -> None:
    dollars = "40702840500000000011"
    file = read(tmp_path, statement(document(ПолучательСчет=dollars), accounts=(dollars,)))
    assert [(one.currency, one.lines[0].currency) for one in file.statements] == [("USD", "USD")]


def test_accounts_of_two_companies_are_refused(tmp_path: Path) -> None:
    text = statement(
        document(), document(ПолучательСчет=OTHER_OURS, ПолучательИНН="5008069780"),
        accounts=(OURS, OTHER_OURS),
    )  # fmt: skip
    with pytest.raises(SourceFileError, match="two companies: INN 5008069780, 7736050003"):
        read(tmp_path, text)


def test_one_payment_for_somebody_else_changes_no_owner(tmp_path: Path) -> None:
    text = statement(paid_by_us(), paid_by_us(), paid_by_us(ПлательщикИНН="5008069780"))
    assert read(tmp_path, text).owner_inn == OUR_INN
    assert read(tmp_path, statement(paid_by_us(ПлательщикИНН="123"))).owner_inn == ""


def test_what_only_begins_like_a_file_for_1c_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="СекцияДокумент") as refused:
        read(tmp_path, "1CClientBankExchange\nКодировка=Windows\nКонецФайла\n")
    assert "Windows or UTF-8" in refused.value.cure


def test_texts_are_without_what_nobody_sees(tmp_path: Path) -> None:
    line = only_line(tmp_path, document({"НазначениеПлатежа": "Оплата\t по\x00  счету"}))
    assert line.purpose == "Оплата по счету"
