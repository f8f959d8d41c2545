"""``sheetsync overdue list``: filtered, per side, for people and machines; nothing is written."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sheetsync.cli.overdue import overdue
from sheetsync.testing.office import Office

COMPANY = """
    Partners
    Partner ID | Name  | Group | Status | Curator | Partner since
    P-1        | Север | G     | active | Анна    | 2025-01-01
    P-2        | Юг    | G     | active | Борис   | 2025-01-01

    Groups
    group_id | name
    G        | Студии

    Legal entities
    Entity ID | Partner ID | Legal name | Kind    | VAT
    E-1       | P-1        | Яхта       | company | no VAT
    E-2       | P-2        | Аист       | company | no VAT

    Invoices
    Direction | Entity ID | Number | Date | Month | Amount | Due
    in  | E-1 | 11 | 2026-03-02 | '2026-03 | 100 | 2026-04-14
    in  | E-2 | 12 | 2026-03-02 | '2026-02 | 200 | 2026-05-14
    out | E-2 | 13 | 2026-03-02 | '2026-03 | 400 | 2026-04-10
    """


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder: Path = tmp_path_factory.mktemp("office")
    office = Office(folder, date(2026, 4, 15))
    office.type_in(COMPANY)
    return office


def listed(office: Office, *options: str) -> Result:
    return CliRunner().invoke(overdue, ["list", "--config", str(office.path), *options])


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ((), ["11", "12", "13"]),
        (("--entity", "E-1"), ["11"]),
        (("--entity", "аист"), ["12", "13"]),
        (("--entity", "Юг", "--direction", "in"), ["12"]),
        (("--month", "2026-03"), ["11", "13"]),
        (("--curator", "анна"), ["11"]),
        (("--direction", "out"), ["13"]),
        (("--month", "2025-01"), []),
    ],
)
def test_rows_are_found_by_code_or_name(
    office: Office, options: tuple[str, ...], numbers: list[str]
) -> None:
    found = json.loads(listed(office, "--json", *options).stdout)["overdue"]
    assert sorted(row["number"] for row in found) == numbers


def test_csv_has_the_catalogue_s_codes_and_sums_in_major_units(office: Office) -> None:
    lines = listed(office, "--csv", "--direction", "out").stdout.splitlines()
    header, row = (line.split(",") for line in lines)
    told = dict(zip(header, row, strict=True))
    assert {name: told[name] for name in ("number", "outstanding", "direction", "month")} == {
        "number": "13", "outstanding": "400.00", "direction": "out", "month": "2026-03",
    }  # fmt: skip


def test_people_read_each_side_by_itself(office: Office) -> None:
    said = listed(office).stdout
    we_owe, owed = said.index("Мы должны"), said.index("Нам должны")
    assert we_owe < said.index("Север") < owed
    assert "мы должны по счетам: 2, просрочено" in said
    assert "неоплаченных счетов нет" in listed(office, "--month", "2025-01").stdout


def test_a_name_that_nobody_bears_is_refused_and_the_nearest_told(office: Office) -> None:
    refused = listed(office, "--entity", "Аисд")
    assert refused.exit_code == 2
    assert "did you mean 'Аист'?" in refused.stderr
    assert listed(office, "--csv", "--json").exit_code == 2


def test_nothing_is_written(office: Office) -> None:
    before = office.stored()
    listed(office)
    assert office.stored() == before
