"""Partners that a person names on the command line: by code, by name, by a legal entity's name."""

import pytest

from sheetsync.errors import RunRequestError
from sheetsync.testing import drawn
from sheetsync.workspace.asked import partner_meant, with_partners_meant
from sheetsync.workspace.options import RunOptions

TABLES = drawn("""
    Партнёры
    Код   | Название
    P-001 | Вектор
    P-002 | Север
    P-003 | север
    Лёд   | P-001

    Контрагенты
    Код контрагента | Код партнёра | Наименование
    9900000017      | P-002        | ООО «Белый шум»
    9900000024      | P-002        | ИП Белый
""")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("P-001", "P-001"),
        ("вектор", "P-001"),
        ("«Вектор»", "P-001"),
        ("ООО Белый шум", "P-002"),
        ("ип белый", "P-002"),
        ("лед", "лед"),
        ("Лёд", "Лёд"),
    ],
)
def test_a_code_comes_before_a_name_and_a_stranger_stays_as_said(said: str, code: str) -> None:
    assert partner_meant(TABLES, said, "PARTNER") == code


def test_a_name_of_several_stops_with_their_codes() -> None:
    with pytest.raises(RunRequestError) as caught:
        partner_meant(TABLES, "Север", "--only")
    assert "--only" in caught.value.said("en")
    assert "P-002, P-003" in caught.value.said("en")
    assert "P-002, P-003" in caught.value.said("ru")


def test_the_options_of_a_run_have_codes_for_names_and_refuse_strangers() -> None:
    options = with_partners_meant(TABLES, RunOptions(only=("Вектор",), revise=("ИП Белый",)))
    assert (options.only, options.revise) == (("P-001",), ("P-002",))
    with pytest.raises(RunRequestError, match="Воктор"):
        with_partners_meant(TABLES, RunOptions(only=("Воктор",)))
