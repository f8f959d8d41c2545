"""How sure a proposal is: the table of levels, line by line."""

from datetime import date

import pytest

from tests.rules.payments.bank_frames import Record, invoice, line, matched, one, said

A12, A13, A14 = invoice("12", 50_000), invoice("13", 20_000), invoice("14", 30_000)


@pytest.mark.parametrize(
    ("purpose", "rubles", "level", "proposal"),
    [
        # Every number named is unpaid, and the sums are equal.
        ("счет № 12", 50_000, "exact", "№ 12 50 000,00"),
        ("счета 12 и 13", 70_000, "exact", "№ 12 50 000,00; № 13 20 000,00"),
        ("счета 13, 12, 14", 100_000, "exact", "№ 13 20 000,00; № 12 50 000,00; № 14 30 000,00"),
        ("счет № 12, счет № 0012", 50_000, "exact", "№ 12 50 000,00"),
        ("INV-12, счет № 12", 50_000, "exact", "№ 12 50 000,00"),
        # One number, less than is unpaid.
        ("счет № 12", 49_999.99, "likely", "№ 12 49 999,99"),
        # The sums are equal, but one number is loose; two are too many.
        ("счета 12, 99", 50_000, "likely", "№ 12 50 000,00"),
        ("счета 12, 98, 99", 50_000, "possible", "№ 12 50 000,00"),
        ("счета 12, 13, 99", 70_000, "likely", "№ 12 50 000,00; № 13 20 000,00"),
        # No number at all, and exactly one unpaid invoice of that sum.
        ("за услуги", 50_000, "likely", "№ 12 50 000,00"),
        # Numbers, and sums that differ.
        ("счет № 12", 60_000, "possible", "№ 12 50 000,00"),
        ("счета 12, 99", 60_000, "possible", "№ 12 50 000,00"),
        ("счета 12, 13, 14", 80_000, "possible", "№ 12 50 000,00; № 14 30 000,00"),
        ("счета 12, 13", 20_000, "possible", "№ 13 20 000,00"),
        ("счета 12, 13", 65_000, "possible", ""),
        ("счета 12, 99", 40_000, "possible", ""),
        # No number, and only these together come to the sum.
        ("за услуги", 70_000, "possible", "№ 12 50 000,00; № 13 20 000,00"),
        ("за услуги", 100_000, "possible", "№ 12 50 000,00; № 13 20 000,00; № 14 30 000,00"),
        # Else none.
        ("за услуги", 65_000, "none", ""),
        ("счет № 99", 50_000, "none", ""),
        ("счета 98, 99", 70_000, "none", ""),
    ],
)
def test_levels_are_those_of_the_table(
    purpose: str, rubles: float, level: str, proposal: str
) -> None:
    assert one(purpose, rubles, A12, A13, A14) == (level, proposal)


def test_what_is_more_than_unpaid_is_left_over() -> None:
    (found,) = matched([line("счет № 12", 60_000)], [A12])
    assert found.match.left_over_minor == 1_000_000
    assert said(found)[2] == "№ 12: пришло больше, чем не оплачено (50 000,00 ₽)"


@pytest.mark.parametrize(
    ("purpose", "rubles", "ru", "en"),
    [
        ("счет № 12", 50_000, "номера и суммы сходятся", "numbers and sums agree"),
        ("счет № 12", 30_000, "часть № 12: не оплачено 50 000,00 ₽",
         "part of no. 12: 50,000.00 RUB is unpaid"),
        ("счета 12, 99", 50_000, "номера и суммы сходятся; № 99 среди неоплаченных нет",
         "numbers and sums agree; no. 99 is none of the unpaid invoices"),
        ("счета 12, 13", 65_000, "названы № 12, 13, не оплачено по ним 70 000,00 ₽: сумма другая",
         "names no. 12, 13, of which 70,000.00 RUB is unpaid: the sum differs"),
        ("счета 12, 13", 20_000, "названы № 12, 13, а сумма только этих",
         "names no. 12, 13, the sum is of these alone"),
        ("услуги", 20_000, "номера нет, но на эту сумму не оплачен только этот счёт",
         "no number, but this is the only unpaid invoice of that sum"),
        ("услуги", 70_000, "номера нет, но вместе столько дают только эти счета",
         "no number, but only these invoices together come to that sum"),
        ("услуги", 1, "номера нет, и на эту сумму ничего", "no number, and nothing of that sum"),
    ],
)  # fmt: skip
def test_why_says_what_was_found(purpose: str, rubles: float, ru: str, en: str) -> None:
    (found,) = matched([line(purpose, rubles)], [A12, A13])
    assert said(found)[2] == ru
    assert said(found, "en")[2] == en


@pytest.mark.parametrize(
    ("invoices", "rubles", "proposal", "also"),
    [
        # Of two equal sums nobody knows which (odoo/odoo#9177 proposed the older one).
        ([A12, invoice("15", 50_000)], 50_000, "", ["12", "15"]),
        # Of two pairs neither.
        ([A13, A14, invoice("16", 25_000), invoice("17", 25_000)], 50_000, "", ["13 14", "16 17"]),
        # Among more than twelve some would fit by chance.
        ([invoice(str(n), 1000 + n) for n in range(13)], 2001, "", []),
        ([invoice(str(n), 1000 + 2**n) for n in range(12)], 2003, "№ 0 1 001,00; № 1 1 002,00", []),
        # Four at once are not looked for.
        ([invoice(str(n), 1000 + 2**n) for n in range(4)], 4015, "", []),
        ([], 100, "", []),
    ],
)
def test_sums_without_numbers_are_proposed_only_where_they_are_unique(
    invoices: list[Record], rubles: float, proposal: str, also: list[str]
) -> None:
    (found,) = matched([line("за услуги", rubles)], invoices)
    assert said(found)[1] == proposal
    assert [" ".join(it.number for it in some) for some in found.match.also] == also


@pytest.mark.parametrize(("count", "proposal"), [(12, "№ 1 1 002,00"), (13, "")])
def test_of_too_many_numbers_none_is_taken_by_its_sum(count: int, proposal: str) -> None:
    invoices = [invoice(str(n), 1000 + 2**n) for n in range(count)]
    purpose = "счета " + ", ".join(it["number"] for it in invoices)
    assert one(purpose, 1002, *invoices) == ("possible", proposal)


def test_no_lines_are_matched_with_nothing() -> None:
    assert matched([], []) == []
    assert said(matched([line("счет 12", 1)], [], entities=[])[0])[2] == "контрагент не найден"


def test_a_loose_number_shows_the_invoice_of_that_sum_beside() -> None:
    (found,) = matched([line("счет 99", 50_000)], [A12, A13])
    assert found.match.parts == ()
    assert [[it.number for it in some] for some in found.match.also] == [["12"]]


@pytest.mark.parametrize(
    ("purpose", "rubles", "level", "proposal"),
    [
        ("счет № 12", 50_000, "exact", "№ 12 50 000,00"),
        ("счет № 12", 49_999.50, "exact", "№ 12 49 999,50"),
        ("счет № 12", 50_000.50, "exact", "№ 12 50 000,00"),
        ("счет № 12", 49_998, "likely", "№ 12 49 998,00"),
        ("услуги", 49_999.50, "likely", "№ 12 49 999,50"),
        ("услуги", 49_998, "none", ""),
    ],
)
def test_sums_that_differ_by_no_more_than_the_tolerance_are_equal(
    purpose: str, rubles: float, level: str, proposal: str
) -> None:
    (found,) = matched([line(purpose, rubles)], [A12], tolerance_minor=100)
    assert said(found)[:2] == (level, proposal)


@pytest.mark.parametrize(
    ("purpose", "level"),
    [
        ("Аренда, бокс № 12", "likely"),
        ("счет № 12", "exact"),
        ("№ 12", "exact"),
        ("бокс № 12, № 99", "possible"),
    ],
)
def test_a_number_behind_no_word_is_doubtful_where_sums_repeat(purpose: str, level: str) -> None:
    assert one(purpose, 50_000, A12, invoice("15", 50_000)) == (level, "№ 12 50 000,00")
    assert one("бокс № 12", 50_000, A12, A13) == ("exact", "№ 12 50 000,00")


OF_2025 = invoice("12", 50_000, invoice_date=date(2025, 2, 3))


@pytest.mark.parametrize(
    ("purpose", "rubles", "level", "proposal"),
    [
        ("счет № 12 от 01.02.2026", 50_000, "exact", "№ 12 50 000,00"),
        ("счет № 12 от 01.02", 50_000, "exact", "№ 12 50 000,00"),
        # A day mistyped by a few days: right, but not beyond doubt.
        ("счет № 12 от 02.02.2026", 50_000, "likely", "№ 12 50 000,00"),
        ("счет № 12 от 02.02.2026", 10_000, "possible", "№ 12 10 000,00"),
        # Numbers begin anew each year: that is another invoice.
        ("счет № 12 от 01.02.2025", 50_000, "none", ""),
        ("счет № 12 от 15.03.2026", 50_000, "none", ""),
    ],
)
def test_another_day_behind_the_number_makes_doubtful(
    purpose: str, rubles: float, level: str, proposal: str
) -> None:
    assert one(purpose, rubles, A12) == (level, proposal)


@pytest.mark.parametrize(
    ("purpose", "rubles", "level", "proposal"),
    [
        ("счет № 12 от 01.02.2026", 50_000, "exact", "№ 12 (01.02.2026) 50 000,00"),
        ("счет № 12 от 03.02.2025", 70_000, "exact", "№ 12 (03.02.2025) 70 000,00"),
        ("счет № 12", 70_000, "likely", "№ 12 (03.02.2025) 70 000,00"),
        ("счет № 12", 60_000, "none", ""),
        ("счета № 12, 13", 70_000, "possible", ""),
    ],
)
def test_two_invoices_of_one_number_are_told_apart_by_day_or_sum(
    purpose: str, rubles: float, level: str, proposal: str
) -> None:
    older = {**OF_2025, "outstanding_minor": 7_000_000}
    thirteen = invoice("13", 100_000)
    assert one(purpose, rubles, A12, older, thirteen) == (level, proposal)


def test_the_day_is_named_where_a_paid_invoice_has_the_number_too() -> None:
    paid_one = {**OF_2025, "outstanding_minor": 0, "status": "paid"}
    assert one("счет № 12", 50_000, A12, paid_one) == ("exact", "№ 12 (01.02.2026) 50 000,00")


def test_both_days_of_one_number_are_two_invoices() -> None:
    found = one("счета № 12 от 01.02.2026, № 12 от 03.02.2025", 100_000, A12, OF_2025)
    assert found == ("exact", "№ 12 (01.02.2026) 50 000,00; № 12 (03.02.2025) 50 000,00")


class TestTwoLines:
    """Two lines that want the same."""

    def test_part_payments_add_up(self) -> None:
        lines = [
            line("счет 12", 30_000, line_id="L-1"),
            line("счет 12", 20_000, line_id="L-2"),
        ]
        assert [said(found)[:2] for found in matched(lines, [A12])] == [
            ("likely", "№ 12 30 000,00"),
            ("likely", "№ 12 20 000,00"),
        ]

    def test_the_earlier_gets_the_rest_and_the_other_is_possible(self) -> None:
        lines = [
            line("счет 12", 50_000, line_id="L-1", booked_on=date(2026, 3, 13)),
            line("счет 12", 50_000, line_id="L-2", booked_on=date(2026, 3, 12)),
        ]
        late, early = matched(lines, [A12])
        assert said(early)[:2] == ("exact", "№ 12 50 000,00")
        assert said(late) == (
            "possible", "", "номера и суммы сходятся; № 12 уже предложен строке L-2",
        )  # fmt: skip
        assert late.match.left_over_minor == 0

    def test_of_one_day_the_first_id_is_the_earlier(self) -> None:
        lines = [line("счет 12", 50_000, line_id="L-2"), line("счет 12", 50_000, line_id="L-1")]
        assert [said(found)[0] for found in matched(lines, [A12])] == ["possible", "exact"]

    def test_what_is_left_of_an_invoice_is_proposed_with_what_is_left_over(self) -> None:
        lines = [
            line("счет 12", 40_000, line_id="L-1"),
            line("счет 12", 30_000, line_id="L-2"),
            line("счета 12, 13", 70_000, line_id="L-3"),
        ]
        first, second, third = matched(lines, [A12, A13])
        assert said(first)[:2] == ("likely", "№ 12 40 000,00")
        assert said(second)[:2] == ("possible", "№ 12 10 000,00")
        assert second.match.left_over_minor == 2_000_000
        assert said(third)[:2] == ("possible", "№ 13 20 000,00")
        assert third.match.left_over_minor == 5_000_000

    def test_who_names_an_invoice_comes_before_who_only_fits_it(self) -> None:
        lines = [
            line("за услуги", 50_000, line_id="L-1", booked_on=date(2026, 3, 1)),
            line("счет 12", 50_000, line_id="L-2", booked_on=date(2026, 3, 2)),
        ]
        fits, names = matched(lines, [A12])
        assert said(names)[:2] == ("exact", "№ 12 50 000,00")
        assert said(fits)[:2] == ("possible", "")
        assert said(fits)[2].endswith("№ 12 уже предложен строке L-2")

    def test_a_set_of_which_one_is_taken_is_not_proposed(self) -> None:
        lines = [line("счет 13", 20_000, line_id="L-1"), line("услуги", 70_000, line_id="L-2")]
        assert said(matched(lines, [A12, A13])[1])[:2] == ("possible", "")
