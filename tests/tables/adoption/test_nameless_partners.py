"""Whoever has neither name nor tax id gets no code: it would get another one at every run."""

import pytest

from tests.tables.adoption.lenses import lens_of, tables_of, told

HEAD = "version: 1\nlocale: ru_RU\ntabs:\n"
BY_MAIL = (
    HEAD + "  - from: Партнёры\n    is: {partners: {report_email: Почта, curator: Кто ведёт}}\n"
)
BY_NAME = HEAD + "  - from: Партнёры\n    is: {partners: {name: Название, curator: Кто ведёт}}\n"
BY_ENTITY = (
    HEAD + "  - from: Партнёры\n    is:\n      partners: {curator: Кто ведёт}\n"
    "      entities: {legal_name: Юрлицо, account: Счёт}\n"
)
ENTITIES_ALONE = HEAD + "  - from: Партнёры\n    is: {entities: {account: Счёт}}\n"


@pytest.mark.parametrize(
    ("mapping", "rows"),
    [
        (BY_MAIL, [["Почта", "Кто ведёт"], ["a@a.example", "Анна"], ["b@b.example", "Анна"]]),
        (BY_NAME, [["Название", "Кто ведёт"], ["", "Анна"], [None, "Борис"]]),
        (BY_ENTITY, [["Кто ведёт", "Юрлицо", "Счёт"], ["Анна", "", ""], ["Борис", None, ""]]),
        (ENTITIES_ALONE, [["Счёт"], ["40702810900000000001"], ["40702810900000000002"]]),
    ],
)
def test_rows_that_name_nobody_are_told_and_give_no_code(
    mapping: str, rows: list[list[object]]
) -> None:
    lens = lens_of(mapping, {"Партнёры": rows})
    assert list(lens.new_codes) == []
    tables = tables_of(lens)
    assert any(one.severity == "error" for one in tables.findings)
    assert tables.frame("partners")["partner_id"].dropna().empty


def test_those_beside_them_keep_their_codes() -> None:
    rows = [
        ["Название", "Кто ведёт"],
        ["", "Анна"],
        ["Вектор", "Анна"],
        ["", "Борис"],
        ["Заря", ""],
    ]
    lens = lens_of(BY_NAME, {"Партнёры": rows})
    partners = [one for one in lens.new_codes if one.tab == "partners"]
    assert [(one.name, one.code) for one in partners] == [("Вектор", "П-001"), ("Заря", "П-002")]
    again = lens_of(BY_NAME, {"Партнёры": rows}, lens.new_codes)
    assert list(again.new_codes) == []
    tables = tables_of(again)
    assert tables.frame("partners")["partner_id"].dropna().tolist() == ["П-001", "П-002"]
    assert [one[0] for one in told(tables, "MISSING_KEY", "REQUIRED")]
