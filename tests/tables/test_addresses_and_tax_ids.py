"""E-mail addresses, and numbers with check digits."""

from collections.abc import Callable

import pytest

from sheetsync.tables import CellResult
from sheetsync.tables.kinds.check_digits import account_fits, inn_fits, ogrn_fits
from sheetsync.testing.drawing import drawn

Reading = Callable[..., CellResult]
CLEANED = ("CLEANED",)


@pytest.mark.parametrize(
    ("text", "value", "warnings"),
    [
        ("Ivan.Petrov@Example.COM", "Ivan.Petrov@example.com", ()),
        ("i+tag@mail.example.co", "i+tag@mail.example.co", ()),
        ("Иван <i@example.com>", "i@example.com", CLEANED),
        ('"Петров, Иван" <i@example.com>', "i@example.com", CLEANED),
        ("<i@example.com>", "i@example.com", CLEANED),
        ("mailto:i@example.com", "i@example.com", CLEANED),
        ("MAILTO:i@example.com", "i@example.com", CLEANED),
        ("i@example.com.", "i@example.com", CLEANED),
        ("i@example.com,", "i@example.com", CLEANED),
        ("i@example.com; ", "i@example.com", CLEANED),
    ],
)
def test_one_address_is_freed_of_what_stands_around(
    read: Reading, text: str, value: str, warnings: tuple[str, ...]
) -> None:
    assert read(text, kind="email") == CellResult(value, warnings=warnings)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a@example.com", ("a@example.com",)),
        ("a@example.com; b@example.com", ("a@example.com", "b@example.com")),
        ("a@example.com\nb@example.com", ("a@example.com", "b@example.com")),
        ("a@example.com b@example.com", ("a@example.com", "b@example.com")),
        ("a@Example.com, a@example.com", ("a@example.com",)),
        ("a@example.com,, b@example.com", ("a@example.com", "b@example.com")),
    ],
)
def test_several_addresses_are_a_list_without_repeats(
    read: Reading, text: str, value: tuple[str, ...]
) -> None:
    assert read(text, kind="email", multiple=True) == CellResult(value)


@pytest.mark.parametrize(
    ("stored", "multiple", "error"),
    [
        ("a@example.com; b@example.com", False, "MULTIPLE_VALUES"),
        ("a@example.com b@example.com", False, "MULTIPLE_VALUES"),
        ("a@example.com, a@example.com", False, "MULTIPLE_VALUES"),
        ("a@example.com, b@", True, "BAD_EMAIL"),
        ("a@example,com", True, "BAD_EMAIL"),
        ("a @example.com", False, "BAD_EMAIL"),
        ("a@exam ple.com", False, "BAD_EMAIL"),
        ("a@localhost", False, "BAD_EMAIL"),
        ("a.example.com", False, "BAD_EMAIL"),
        ("@example.com", False, "BAD_EMAIL"),
        ("a@@example.com", False, "BAD_EMAIL"),
        (".a@example.com", False, "BAD_EMAIL"),
        ("a..b@example.com", False, "BAD_EMAIL"),
        ("a@-example.com", False, "BAD_EMAIL"),
        ("a@example..com", False, "BAD_EMAIL"),
        ("a@b.ru/c@b.ru", False, "BAD_EMAIL"),
        ("a" * 65 + "@example.com", False, "BAD_EMAIL"),
        ("a@" + ".".join(["b" * 60] * 5), False, "BAD_EMAIL"),
        ("a@example.com\nBcc: b@example.org", True, "BAD_EMAIL"),
        ('"a', False, "BAD_EMAIL"),
        (",;", False, "BAD_EMAIL"),
        (123, False, "BAD_EMAIL"),
        (True, False, "BAD_EMAIL"),
    ],
)
def test_one_bad_part_refuses_the_whole_cell(
    read: Reading, stored: object, *, multiple: bool, error: str
) -> None:
    assert read(stored, kind="email", multiple=multiple).error == error


def test_a_foreign_letter_in_an_address_is_named(read: Reading) -> None:
    found = read("a@example.com, ivаn@example.com", kind="email", multiple=True)
    assert found.facts == {"part": "ivаn@example.com", "letter": "а", "script": "Cyrillic"}
    assert read("b@", kind="email").facts == {"part": "b@"}


@pytest.mark.parametrize(
    ("digits", "fits"),
    [
        ("7707083893", True),
        ("7707083894", False),
        ("9900000017", True),
        ("9900000024", True),
        ("0100000011", True),
        ("990000000115", True),
        ("010000000102", True),
        ("010000000103", False),
    ],
)
def test_an_inn_ends_in_its_check_digits(digits: str, *, fits: bool) -> None:
    assert inn_fits(digits) is fits


@pytest.mark.parametrize(
    ("digits", "fits"),
    [
        ("1027700132195", True),
        ("1269900000017", True),
        ("1269900000018", False),
        ("326990000000010", True),
        ("326990000000011", False),
        ("304500116000157", True),
    ],
)
def test_an_ogrn_ends_in_the_last_digit_of_its_remainder(digits: str, *, fits: bool) -> None:
    assert ogrn_fits(digits) is fits


@pytest.mark.parametrize(
    ("account", "bic", "fits"),
    [
        ("40602810700000000025", "049805746", True),
        ("40602810700000000026", "049805746", False),
        ("40602810700000000025", "049805747", False),
        ("30101810400000000225", "044525225", True),
        ("30101810500000000225", "044525225", False),
        # The single treasury account: as a settlement centre's, whatever the end of the BIC.
        ("40102810545370000003", "004525988", True),
        ("40102810445370000059", "017003983", True),
        ("40102810445370000058", "017003983", False),
        ("40102810445370000059", "044525225", False),
        # Accounts of the treasury: no key that we know.
        ("03100643000000017300", "004525988", True),
        ("00000000000000000001", "049805746", True),
        ("40101810000000000001", "049805746", False),
        ("40503810000000000003", "046577000", False),
        ("40503810400000000003", "046577000", True),
    ],
)
def test_an_account_has_a_key_for_its_bank(account: str, bic: str, *, fits: bool) -> None:
    assert account_fits(account, bic) is fits


@pytest.mark.parametrize(
    ("stored", "shown", "value", "warnings"),
    [
        ("7707083893", None, "7707083893", ()),
        ("77 07 083893", None, "7707083893", ()),
        ("инн: 7707083893", None, "7707083893", CLEANED),
        ("ИНН7707083893", None, "7707083893", CLEANED),
        ("'0100000011", None, "0100000011", CLEANED),
        (7707083893, "7707083893", "7707083893", ()),
        (100000011, "100000011", "0100000011", ("ZERO_RESTORED",)),
        (100000011, "0100000011", "0100000011", ("ID_STORED_AS_NUMBER",)),
        ("10000000102", None, "010000000102", ("ZERO_RESTORED",)),
        (7707083893, "7,70708E+09", "7707083893", ("ID_STORED_AS_NUMBER",)),
    ],
)
def test_an_inn_is_ten_or_twelve_digits(
    read: Reading, stored: object, shown: str, value: str, warnings: tuple[str, ...]
) -> None:
    found = read(stored, shown, kind="inn")
    assert (found.value, found.warnings) == (value, warnings)


@pytest.mark.parametrize(
    ("stored", "shown", "error"),
    [
        ("770708389", None, "BAD_INN"),
        ("77070838931", None, "BAD_INN"),
        ("0000000000", None, "BAD_INN"),
        ("12345678", None, "BAD_INN"),
        ("77-07083893", None, "BAD_INN"),
        ("7707083893/773601001", None, "BAD_INN"),
        ("77О7083893", None, "BAD_INN"),
        (1.5, "1,5", "BAD_INN"),
        ("7707083894", None, "BAD_INN_CHECKSUM"),
        ("010000000103", None, "BAD_INN_CHECKSUM"),
        ("7,70708E+09", None, "PRECISION_LOST"),
        (1234567890123456, "1,23E+15", "PRECISION_LOST"),
        (46054, "01.02.2026", "WRONG_TYPE"),
    ],
)
def test_an_inn_with_a_slip_is_refused(
    read: Reading, stored: object, shown: str, error: str
) -> None:
    assert read(stored, shown, kind="inn").error == error


def test_a_foreign_letter_in_an_inn_is_named(read: Reading) -> None:
    assert read("77О7083893", kind="inn").facts == {"letter": "О", "script": "Cyrillic"}
    assert read("12345678", kind="inn").facts == {"digits": "8"}


@pytest.mark.parametrize(
    ("kind", "stored", "shown", "value"),
    [
        ("kpp", "773601001", None, "773601001"),
        ("kpp", "7736AB001", None, "7736AB001"),
        ("kpp", 773601001, "773601001", "773601001"),
        ("kpp", 10001001, "010001001", "010001001"),
        ("ogrn", "1 027 700 132 195", None, "1027700132195"),
        ("ogrn", 1027700132195, "1027700132195", "1027700132195"),
        ("ogrn", "326990000000010", None, "326990000000010"),
        ("bic", "044525225", None, "044525225"),
        ("bic", 44525225, "044525225", "044525225"),
        ("account", "4060 2810 7000 0000 0025", None, "40602810700000000025"),
    ],
)
def test_a_tax_number_is_its_digits(
    read: Reading, kind: str, stored: object, shown: str, value: str
) -> None:
    assert (read(stored, shown, kind=kind).value) == value


@pytest.mark.parametrize(
    ("kind", "stored", "shown", "error"),
    [
        ("kpp", "7736ab001", None, "BAD_TAX_ID"),
        ("kpp", "77360100", None, "BAD_TAX_ID"),
        ("kpp", "000000000", None, "BAD_TAX_ID"),
        ("kpp", "7736АВ001", None, "BAD_TAX_ID"),
        ("ogrn", "10277001321", None, "BAD_TAX_ID"),
        ("ogrn", "1027700132196", None, "BAD_CHECKSUM"),
        ("ogrn", "326990000000011", None, "BAD_CHECKSUM"),
        ("bic", 44525225, "44525225", "BAD_TAX_ID"),
        ("bic", 1.5, "1,5", "BAD_TAX_ID"),
        ("account", "4060281070000000002", None, "BAD_TAX_ID"),
        ("account", "4,06028E+19", None, "PRECISION_LOST"),
        ("account", 4.06028107e19, "4,06028E+19", "PRECISION_LOST"),
        ("bic", 46054, "01.02.2026", "WRONG_TYPE"),
    ],
)
def test_a_tax_number_of_another_form_is_refused(
    read: Reading, kind: str, stored: object, shown: str, error: str
) -> None:
    assert read(stored, shown, kind=kind).error == error


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("990140000123", None),  # a Kazakh BIN
        ("191234567", None),  # a Belarusian UNP
        ("AB 1234567", None),
        ("DE-123.456", "BAD_TAX_ID"),
        ("ЮА-12345", None),
        ("GB123-456", None),
        ("123", "BAD_TAX_ID"),
        ("1" * 20, None),
        ("1" * 21, "BAD_TAX_ID"),
        ("-1234", "BAD_TAX_ID"),
        ("12_34", "BAD_TAX_ID"),
        ("DE\u2013123456789", None),
        ("12\u20113456789", None),
        ("\u22121234", "BAD_TAX_ID"),
    ],
)
@pytest.mark.parametrize("kind", ["иностранное", "foreign"])
def test_a_foreign_entity_has_the_number_of_its_country(
    typed: str, kind: str, error: str | None
) -> None:
    tables = drawn(
        f"""
        Legal entities
        Entity ID | Kind   | Tax ID (INN)
        E-1       | ООО    | '9900000017
        E-2       | {kind} | '{typed}
        E-3       | ООО    | '9900000018
        E-4       | {kind} |
        """
    )
    found = [(finding.row, finding.code) for finding in tables.findings]
    assert found == ([(3, error)] if error else []) + [(4, "BAD_INN_CHECKSUM")]
    value = tables.frame("entities")["inn"].fillna("").tolist()
    assert value == ["9900000017", "" if error else typed.replace(" ", ""), "", ""]


def test_a_foreign_number_in_a_number_cell_is_read_by_its_digits() -> None:
    tables = drawn("Контрагенты\nКод контрагента | Форма | ИНН\nE-1 | иностранное | 990140000123")
    assert tables.frame("entities")["inn"].tolist() == ["990140000123"]


@pytest.mark.parametrize("shift", range(4))
def test_where_foreign_entities_stand_changes_no_other_number(shift: int) -> None:
    rows = ["E-1 | ООО | '9900000017", "E-2 | foreign | '12345", "E-3 | ИП | '990000000115",
            "E-4 | foreign | 12/4"]  # fmt: skip
    rows = rows[shift:] + rows[:shift]
    tables = drawn("Контрагенты\nКод контрагента | Форма | ИНН\n" + "\n".join(rows))
    entities = tables.frame("entities").set_index("entity_id")["inn"].fillna("")
    assert entities.to_dict() == {
        "E-1": "9900000017", "E-2": "12345", "E-3": "990000000115", "E-4": "",
    }  # fmt: skip
    (finding,) = tables.findings
    assert tables.frame("entities")["entity_id"].to_dict()[finding.row or 0] == "E-4"
    assert (finding.code, finding.value) == ("BAD_TAX_ID", "12/4")


@pytest.mark.parametrize(
    ("header", "typed", "kept"),
    [
        ("BIC", "DEUTDEFF500", "DEUTDEFF500"),
        ("BIC", "TCZBTR2A", "TCZBTR2A"),
        ("BIC", "'044525225", "044525225"),
        ("Account", "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("Account", "MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S"),
        ("Account", "12-3456-7890123-00", "12-3456-7890123-00"),
        ("Account", "'40702810500000000001", "40702810500000000001"),
        ("OGRN", "HRB 66650", "HRB66650"),
        ("OGRN", "0123456-7", "0123456-7"),
    ],
)
def test_banks_and_registers_of_other_countries_are_called_as_there(
    header: str, typed: str, kept: str
) -> None:
    column = {"BIC": "bic", "Account": "account", "OGRN": "ogrn"}[header]
    tables = drawn(
        f"Legal entities\nEntity ID | Kind | {header}\nE-1 | foreign | {typed}\nE-2 | ООО | {typed}"
    )
    entities = tables.frame("entities").set_index("entity_id")[column].fillna("")
    assert entities["E-1"] == kept
    # At home the numbers have their own form: digits, so many.
    at_home = kept if kept.isdigit() else ""
    assert entities["E-2"] == at_home
    assert [finding.row for finding in tables.findings] == ([] if at_home else [3])


@pytest.mark.parametrize(
    ("bic", "account"),
    [
        ("DEUTDEFF500", "DE89370400440532013000"),
        ("'044525225", "DE89370400440532013000"),
        ("TCZBTR2A", "'40702810500000000001"),
    ],
)
def test_an_account_is_checked_only_by_a_bic_of_its_own_country(bic: str, account: str) -> None:
    tables = drawn(
        f"Legal entities\nEntity ID | Kind | BIC | Account\nE-1 | foreign | {bic} | {account}"
    )
    assert tables.findings == ()


@pytest.mark.parametrize("typed", ["abc", "x" * 35, "-12345", "DE89?3704"])
def test_what_no_bank_could_write_is_still_found(typed: str) -> None:
    tables = drawn(f"Legal entities\nEntity ID | Kind | Account\nE-1 | foreign | {typed}")
    assert [finding.code for finding in tables.findings] == ["BAD_TAX_ID"]
