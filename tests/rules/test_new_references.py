"""Codes of new rows that stand nowhere, neither in the workbook nor among what comes along."""

from collections.abc import Mapping

from sheetsync.rules.new_references import UnknownCode, unknown_codes
from sheetsync.tables.table import Table
from sheetsync.testing.drawing import drawn

BROUGHT = """
    Partners
    Partner ID | Name | Group    | Status
    P-2        | Zara | studios  | active
    P-3        | Yuma |          | active

    Jobs
    Job ID | Partner ID | Status
    J-1    | P-1        | planned
    J-2    | Р–1        | planned
    J-3    | P-2        | planned
    J-4    | P-3        | planned
    J-5    | P-9        | planned

    Rating rules
    Group | KPI
    *     | on_time
"""
THERE = """
    Partners
    Partner ID | Name | Group | Status
    P-1        | Xen  | A     | active
"""


def tables(text: str) -> Mapping[str, Table]:
    return drawn(text).tables


def test_only_codes_that_nobody_has_are_named_and_only_of_rows_that_go() -> None:
    brought = {code: one for code, one in tables(BROUGHT).items() if code != "rules"}
    new = {"partners": [2], "jobs": [2, 3, 4, 5, 6]}
    assert unknown_codes(brought, new, tables(THERE)) == (
        UnknownCode("partners", 2, "group_id", "studios", "groups"),
        # P-3 is a row of the file that does not go.
        UnknownCode("jobs", 5, "partner_id", "P-3", "partners"),
        UnknownCode("jobs", 6, "partner_id", "P-9", "partners"),
    )
    assert unknown_codes(brought, {"partners": [2], "jobs": [2]}, {}) == (
        UnknownCode("partners", 2, "group_id", "studios", "groups"),
        UnknownCode("jobs", 2, "partner_id", "P-1", "partners"),
    )


def test_the_sign_for_every_group_is_no_code() -> None:
    rules = {code: one for code, one in tables(BROUGHT).items() if code == "rules"}
    assert unknown_codes(rules, {"rules": [2]}, {}) == ()
