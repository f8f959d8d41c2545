"""Every line of road-out.md 1.4, on both databases: what a sight writes and what it does not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sheetsync.mirror.layout import ADDED, REMOVED, RETURNED
from sheetsync.mirror.report import (
    COLUMN_GONE,
    ERROR_COLUMN,
    LOADING_CELLS,
    LOST_ROWS,
    STALE,
    TAB_ANEW,
    TAB_GONE,
    UNUSABLE,
    SyncTerms,
)
from sheetsync.tables.catalogue.logs import RUN_LOG
from sheetsync.tables.catalogue.overview import VALIDATION
from sheetsync.tables.catalogue.partners import PARTNER_STATUS
from sheetsync.tables.catalogue.partners import PARTNERS as PARTNERS_TAB
from sheetsync.tables.cells import Grid
from sheetsync.testing import drawn_tabs
from tests.mirror.conftest import Shelf

PARTNERS = """
    Partners
    Partner ID | Name   | Group   | Status | Comment
    P-001 | Север  | dealers | active | ёж
    P-002 | Vektor | dealers | active |
    P-003 | Юг     | dealers | paused | жук
"""


def many(count: int, *, start: int = 1) -> str:
    rows = [
        f"P-{n:03d} | Name {n} | dealers | active | note {n}" for n in range(start, start + count)
    ]
    return "\n".join(["Partners", "Partner ID | Name | Group | Status | Comment", *rows])


def test_the_first_sight_writes_every_row_and_the_next_none(shelf: Shelf) -> None:
    drawing = PARTNERS
    for choice in PARTNER_STATUS:
        drawing = drawing.replace(choice.code, choice.ru)
    first = shelf.see(drawing)
    assert (first.sync_id, first.counts["partners"].inserted, first.notices) == (1, 3, ())
    second = shelf.see(drawing)
    assert (second.sync_id, second.versions, second.notices) == (None, 0, ())
    with shelf.mirror.reading() as kept:
        assert kept.states["partners"]["checked_at"] == shelf.now
    [row] = [row for row in shelf.rows() if row["_key"] == "P-003"]
    assert (row["name"], row["status"], row["_raw"], row["_by"]) == ("Юг", "paused", None, "sheet")


def test_one_changed_cell_is_one_line_with_a_pair_of_times(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    shelf.see(PARTNERS)
    seen_last = shelf.now
    report = shelf.see(PARTNERS.replace("P-002 | Vektor", "P-002 | Вектор"))
    assert report.counts["partners"].updated == 1
    [change] = shelf.changes()
    assert (change.key, change.column, change.was, change.now) == (
        "P-002",
        "name",
        "Vektor",
        "Вектор",
    )
    assert (change.not_before, change.at, change.by) == (seen_last, shelf.now, "sheet")


def test_sorting_and_moving_columns_write_no_version(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    lines = PARTNERS.splitlines()
    report = shelf.see("\n".join([*lines[:3], lines[5], lines[3], lines[4]]))
    assert report.versions == 0
    with shelf.mirror.reading() as kept:
        grid = kept.grid("partners").grid
        assert [grid.cell(row, 1).stored for row in (2, 3, 4)] == ["P-003", "P-001", "P-002"]
    moved = drawn_tabs(PARTNERS)["Partners"]
    turned = replace(
        moved,
        stored=[list(reversed(row)) for row in moved.stored],
        shown=[list(reversed(row)) for row in moved.shown],
    )
    assert shelf.see({"Partners": turned}).versions == 0


def test_a_deleted_row_is_closed_once_and_comes_back_as_one_version(shelf: Shelf) -> None:
    without = PARTNERS.replace("    P-002 | Vektor | dealers | active |\n", "")
    shelf.see(PARTNERS)
    assert shelf.see(without).counts["partners"].deleted == 1
    assert shelf.lines() == [("P-002", "*", REMOVED, "")]
    for _ in range(4):
        assert shelf.see(without).versions == 0
    assert shelf.see(PARTNERS).counts["partners"].returned == 1
    assert shelf.lines() == [("P-002", "*", "", RETURNED)]
    first, again = [row for row in shelf.versions() if row["_key"] == "P-002"]
    assert again["_prev"] == first["_id"]
    assert again["_valid_to"] is None
    assert first["_valid_to"] < again["_valid_from"]  # type: ignore[operator]


def test_closed_versions_are_never_closed_again(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    for name in ("Gold", "Silver", "Bronze"):
        shelf.see(PARTNERS.replace("Vektor", name))
    spans = [
        (row["name"], row["_valid_from"], row["_valid_to"])
        for row in shelf.versions()
        if row["_key"] == "P-002"
    ]
    assert [name for name, _, _ in spans] == ["Vektor", "Gold", "Silver", "Bronze"]
    assert [end for _, _, end in spans[:-1]] == [start for _, start, _ in spans[1:]]


def test_rows_under_one_key_are_each_kept_and_a_sort_changes_nothing(shelf: Shelf) -> None:
    doubled = PARTNERS + "    P-002 | Other | dealers | active |\n"
    shelf.see(PARTNERS)
    assert shelf.see(doubled).counts["partners"].inserted == 1
    states = {row["_key"]: (row["name"], row["_key_state"]) for row in shelf.rows()}
    assert states["P-002"] == ("Vektor", "")
    assert states["P-002#2"] == ("Other", "repeated")
    lines = doubled.splitlines()
    assert shelf.see("\n".join([*lines[:3], *reversed(lines[3:])])).versions == 0
    shelf.see(doubled.replace("Other", "Third"))
    assert shelf.lines() == [("P-002#2", "name", "Other", "Third")]


def test_a_key_that_looks_like_the_number_of_a_double_is_its_own(shelf: Shelf) -> None:
    shelf.see(PARTNERS + "    P-001#2 | Typed | dealers | active |\n")
    shelf.see(
        PARTNERS
        + "    P-001#2 | Typed | dealers | active |\n    P-001 | Double | dealers | active |\n"
    )
    names = {row["_key"]: row["name"] for row in shelf.rows()}
    assert (names["P-001"], names["P-001#2"], names["P-001#3"]) == ("Север", "Typed", "Double")


def test_a_row_without_key_is_kept_and_an_edit_of_it_joined(shelf: Shelf) -> None:
    nameless = PARTNERS + "    | Ничей | dealers | active |\n"
    shelf.see(nameless)
    [row] = [row for row in shelf.rows() if row["name"] == "Ничей"]
    assert str(row["_key"]).startswith("~")
    assert row["_key_state"] == "missing"
    report = shelf.see(nameless.replace("Ничей", "Чей-то"))
    assert report.counts["partners"].updated == 1
    assert [line[1:] for line in shelf.lines()] == [("name", "Ничей", "Чей-то")]


def test_an_edit_in_a_tab_without_key_is_one_change(shelf: Shelf) -> None:
    touches = """
        Touches
        Date       | Partner ID | Curator | Note
        2026-02-01 | P-001      | Анна    | звонила
        2026-02-02 | P-001      | Анна    | звонила
        2026-02-02 | P-001      | Анна    | звонила
    """
    assert shelf.see(touches).counts["touches"].inserted == 3
    report = shelf.see(touches.replace("2026-02-01 | P-001", "2026-02-01 | P-002"))
    assert (report.counts["touches"].updated, report.counts["touches"].inserted) == (1, 0)
    assert [line[1:] for line in shelf.lines()] == [("partner_id", "P-001", "P-002")]
    two = touches.replace("2026-02-01 | P-001      | Анна ", "2026-02-03 | P-003      | Олег ")
    counts = shelf.see(two).counts["touches"]
    assert (counts.updated, counts.inserted, counts.deleted) == (0, 1, 1)


def test_a_key_typed_anew_tells_the_old_one(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    counts = shelf.see(PARTNERS.replace("P-003", "P-333")).counts["partners"]
    assert (counts.inserted, counts.deleted) == (1, 1)
    changes = {change.key: change for change in shelf.changes()}
    assert changes["P-333"].renamed_from == "P-003"
    assert (changes["P-333"].what, changes["P-003"].what) == (ADDED, REMOVED)


def test_two_alike_rows_with_new_keys_tell_none(shelf: Shelf) -> None:
    head = "Partners\npartner_id | name | group_id | status\n"
    alike = head + "{}1 | A | d | active\n{}2 | A | d | active"
    shelf.see(alike.format("A", "A"))
    shelf.see(alike.format("B", "B"))
    assert {change.renamed_from for change in shelf.changes()} == {""}


def test_a_renamed_header_of_ours_and_new_columns_write_nothing(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    assert (
        shelf.see(PARTNERS.replace("Partner ID", "Код").replace("Name", "Название")).versions == 0
    )


def test_a_column_without_header_is_carried_on(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    lost = PARTNERS.replace("Comment", "")
    report = shelf.see(lost)
    [notice] = report.notices
    assert (report.versions, notice.code, notice.facts["col"], notice.facts["n"]) == (
        0, COLUMN_GONE, PARTNERS_TAB.column("comment").header("ru"), 2,
    )  # fmt: skip
    report = shelf.see(lost.replace("Север", "Восток"))
    assert [one.code for one in report.notices] == [COLUMN_GONE]
    assert shelf.lines() == [("P-001", "name", "Север", "Восток")]
    assert shelf.see(lost.replace("Север", "Восток")).notices[0].code == COLUMN_GONE
    [row] = [row for row in shelf.rows() if row["_key"] == "P-001"]
    assert row["comment"] == "ёж"
    report = shelf.see(PARTNERS.replace("Север", "Восток"))
    assert (report.versions, report.notices) == (0, ())


def test_own_columns_are_versions_where_their_value_changed(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    own = PARTNERS.replace("| Comment", "| Comment | Наш балл").replace("| ёж", "| ёж | 7")
    assert shelf.see(own).counts["partners"].updated == 1
    assert shelf.lines() == [("P-001", "~Наш балл", "", "7")]
    assert shelf.see(own.replace("Наш балл", "Балл")).counts["partners"].updated == 1
    assert shelf.see(PARTNERS).counts["partners"].updated == 1


def test_an_unusable_tab_is_held_and_others_go_on(shelf: Shelf) -> None:
    both = PARTNERS + "\n    Groups\n    group_id | name\n    dealers | Dealers\n"
    shelf.see(both)
    broken = both.replace("| Comment", "| Comment | Comment").replace("| Dealers", "| Дилеры")
    report = shelf.see(broken)
    assert [(one.code, one.facts["code"]) for one in report.notices] == [
        (UNUSABLE, "DUPLICATE_HEADER")
    ]
    assert "groups" in report.counts
    assert len(shelf.rows()) == 3
    with shelf.mirror.reading() as kept:
        assert kept.states["partners"]["held_reason"] == UNUSABLE
    assert shelf.see(both).notices == ()
    with shelf.mirror.reading() as kept:
        assert kept.states["partners"]["held_reason"] == ""


def test_many_lost_rows_wait_while_changed_and_new_ones_are_written(shelf: Shelf) -> None:
    shelf.see(many(20))
    half = many(10).replace("Name 3", "Other 3") + "\nP-099 | New | dealers | active | "
    for _ in range(2):
        report = shelf.see(half)
        [notice] = report.notices
        assert (notice.code, notice.facts["n"], notice.facts["m"]) == (LOST_ROWS, 10, 20)
    assert len(shelf.rows()) == 21
    with shelf.mirror.reading() as kept:
        assert kept.grid("partners").grid.cell(12, 1).stored == "P-099"
    assert [line[:2] for line in shelf.lines(days=2)] == [("P-003", "name"), ("P-099", "*")]
    report = shelf.see(half, force=True)
    assert (report.notices, report.counts["partners"].deleted) == ((), 10)


@pytest.mark.parametrize(("rest", "waits"), [(4, True), (15, False), (16, False)])
def test_the_bounds_of_lost_rows(shelf: Shelf, rest: int, *, waits: bool) -> None:
    shelf.see(many(20))
    assert bool(shelf.see(many(rest)).notices) is waits


def test_five_rows_of_a_short_tab_may_go(shelf: Shelf) -> None:
    shelf.see(many(6))
    assert shelf.see(many(1)).counts["partners"].deleted == 5


def test_rows_do_not_end_while_cells_are_wrong_or_still_calculating(shelf: Shelf) -> None:
    shelf.see(many(8))
    loading = many(7).replace("Name 2", "Loading...")
    assert shelf.see(loading).notices[0].code == LOADING_CELLS
    assert shelf.see(many(8)).notices == ()
    failed = many(7)
    for number in range(1, 8):
        failed = failed.replace(f"Name {number} ", "#REF! ")
    assert shelf.see(failed).notices[0].code == ERROR_COLUMN
    assert len(shelf.rows()) == 8


def test_a_tab_that_is_gone_is_kept_until_somebody_confirms(shelf: Shelf) -> None:
    both = PARTNERS + "\n    Groups\n    group_id | name\n    dealers | Dealers\n"
    alone = "Groups\ngroup_id | name\ndealers | Dealers"
    shelf.see(both)
    for _ in range(2):
        report = shelf.see(alone)
        assert [(one.code, one.tab, report.versions) for one in report.notices] == [
            (TAB_GONE, "partners", 0)
        ]
    assert len(shelf.rows()) == 3
    report = shelf.see(alone, force=True)
    assert (report.counts["partners"].deleted, report.notices) == (3, ())
    assert shelf.see(alone).notices == ()
    assert shelf.see(both).counts["partners"].returned == 3


def test_a_tab_made_anew_goes_on_where_half_of_the_keys_agree(shelf: Shelf) -> None:
    shelf.see(many(10))
    shelf.numbers["Partners"] = 900
    assert shelf.see(many(10, start=5)).notices == ()
    shelf.numbers["Partners"] = 901
    report = shelf.see(many(10, start=50))
    assert [one.code for one in report.notices] == [TAB_ANEW]
    assert shelf.see(many(10, start=50)).notices[0].code == TAB_ANEW
    assert {str(row["_key"])[:3] for row in shelf.rows()} == {"P-0"}
    assert shelf.see(many(10, start=50), force=True).counts["partners"].inserted == 10


def test_a_wrongly_typed_cell_is_null_and_its_text_stays(shelf: Shelf) -> None:
    jobs = """
        Jobs
        job_id | partner_id | comment | due_date   | status | amount
        J-1    | P-001      | a     | 2026-02-31 | done   | 12 рублей и 5
        J-2    | P-001      | b     | 2026-03-01 | done   | 99999999999999999999
    """
    report = shelf.see(jobs)
    assert report.counts["jobs"].inserted == 2
    rows = {row["_key"]: row for row in shelf.rows("jobs")}
    assert (rows["J-1"]["due_date"], rows["J-1"]["amount_minor"]) == (None, None)
    assert "BAD_DATE" in str(rows["J-1"]["_raw"])
    assert "12 рублей и 5" in str(rows["J-1"]["_raw"])
    shelf.see(jobs.replace("2026-02-31", "завтра"))
    assert shelf.lines() == [("J-1", "due_date", "2026-02-31", "завтра")]


def test_not_filled_and_filled_with_the_default_differ(shelf: Shelf) -> None:
    jobs = """
        Jobs
        job_id | partner_id | comment | due_date   | status | currency
        J-1    | P-001      | a     | 2026-03-01 | done   |
        J-2    | P-001      | a     | 2026-03-01 | done   | RUB
    """
    shelf.see(jobs)
    rows = {row["_key"]: row["currency"] for row in shelf.rows("jobs")}
    assert rows == {"J-1": None, "J-2": "RUB"}


def test_an_invoice_is_one_by_its_normalised_number_and_its_year(shelf: Shelf) -> None:
    invoices = """
        Invoices
        entity_id | number  | invoice_date | month   | amount
        E-1       | № 0012  | 2026-03-01   | 2026-03 | 100
        E-1       | 13      | 2026-03-01   | 2026-03 | 100
    """
    shelf.see(invoices)
    shelf.see(invoices.replace("№ 0012 ", "12").replace("2026-03-01", "2026-03-09"))
    # The number typed otherwise and another day are cells of the same rows.
    assert {line[1] for line in shelf.lines()} == {"number", "invoice_date"}
    shelf.see(invoices.replace("№ 0012 ", "12").replace("2026-03-01", "2025-12-30"))
    assert {line[1] for line in shelf.lines()} == {"*"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Partner ID | Name   | Group", "x | y | z", "NO_HEADER"),
        ("| Name ", "| Nome ", "MISSING_COLUMN"),
        (PARTNERS.split("Partners", 1)[1], "", "EMPTY_SHEET"),
    ],
)
def test_every_way_to_be_unusable_is_held_with_its_code(
    shelf: Shelf, old: str, new: str, code: str
) -> None:
    shelf.see(PARTNERS)
    assert old in PARTNERS
    drawing = {"Partners": Grid()} if code == "EMPTY_SHEET" else PARTNERS.replace(old, new)
    report = shelf.see(drawing)
    assert [one.facts["code"] for one in report.notices] == [code]
    assert (report.versions, len(shelf.rows())) == (0, 3)
    assert shelf.see(PARTNERS).notices == ()


def test_columns_that_follow_from_the_day_are_not_kept(shelf: Shelf) -> None:
    """Else four hundred rows of Awaiting payment would change every day for nothing."""
    kept = shelf.mirror.kept
    daily = {"overdue": {"days_overdue", "waiting"}, "attention": {"days"}}
    for code, names in daily.items():
        columns = {column.name for column in kept[code].columns}
        assert columns
        assert columns.isdisjoint(names)
    assert kept.keys().isdisjoint({"dashboard", "changes"})
    late = (
        "Awaiting payment\nPartner | Number | Due | Days overdue | Month\nСевер | 12 | 1 | {} | 3"
    )
    assert shelf.see(late.format(3)).counts["overdue"].inserted == 1
    assert shelf.see(late.format(4)).versions == 0


def test_own_tabs_are_kept_by_their_headers(shelf: Shelf) -> None:
    stock = "Stock\nItem | Count\nNail | 5\nScrew | 7\n\nNotes\nText | Day\nHello | 2026-03-01"
    counts = shelf.see(stock).counts
    assert (counts["stock"].inserted, counts["notes"].inserted) == (2, 1)
    shelf.see(stock.replace("| 7", "| 8"))
    assert shelf.lines() == [("Screw", "~Count", "7", "8")]
    report = shelf.see(stock.replace("Item", "Thing"))
    assert [one.facts["code"] for one in report.notices] == ["MISSING_COLUMN"]


def test_an_older_sight_than_the_last_one_writes_nothing(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    grids = drawn_tabs(PARTNERS.replace("Vektor", "Stale"))
    seen = shelf.seen(grids, shelf.now - timedelta(seconds=20))
    report = shelf.mirror.sync(seen, SyncTerms())
    assert (report.versions, report.notices[0].code) == (0, STALE)
    # A clock that was a day fast for once does not stop history for a day.
    seen = shelf.seen(grids, shelf.now - timedelta(hours=20))
    assert shelf.mirror.sync(seen, SyncTerms()).versions == 1
    spans = [row for row in shelf.versions() if row["_key"] == "P-002"]
    assert spans[0]["_valid_from"] < spans[0]["_valid_to"]  # type: ignore[operator]


def findings(count: int, *, without: str = "") -> str:
    """The tab Validation with so many rows."""
    head = [column.header("en") for column in VALIDATION.columns if column.name != without]
    (code,) = [one.header("en") for one in VALIDATION.columns if one.name == "code"]
    rows = [
        " | ".join(f"V-GEN-{row:02}" if name == code else f"{name} {row}" for name in head)
        for row in range(count)
    ]
    return "\n".join(["Validation", " | ".join(head), *rows])


@pytest.mark.parametrize("seen_next", ["few rows", "a new tab", "no tab", "no column"])
def test_nothing_waits_in_a_tab_that_runs_write_anew(shelf: Shelf, seen_next: str) -> None:
    """Thirty findings that were put right are no accident; so is what the next run brings back."""
    shelf.see(f"{many(3)}\n\n{findings(30)}")
    assert len(shelf.rows("validation")) == 30
    if seen_next == "a new tab":
        shelf.numbers["Validation"] = 900
    then = {"no tab": "", "no column": findings(30, without="cure")}.get(seen_next, findings(1))
    assert shelf.see(f"{many(3)}\n\n{then}").notices == ()


def test_rows_gone_from_a_log_wait_as_those_of_people_do(shelf: Shelf) -> None:
    head = " | ".join(column.header("en") for column in RUN_LOG.columns)
    log = ["Run log", head, *(" | ".join(f"{n} {name}" for name in "abc") for n in range(30))]
    shelf.see("\n".join(log))
    assert shelf.see("\n".join(log[:4])).notices[0].code == LOST_ROWS


def test_names_beside_codes_are_no_column_of_people_s_and_make_no_version(shelf: Shelf) -> None:
    drawn = """
    Работы
    № работы | Код партнёра | Код контрагента | Кто    | Статус | Заметка
    J-1      | P-1          |                 | {name} | план   | {own}
    """
    assert shelf.see(drawn.format(name="Вектор", own="раз")).versions == 1
    assert shelf.see(drawn.format(name="Север", own="раз")).versions == 0
    assert shelf.see(drawn.format(name="Север", own="два")).counts["jobs"].updated == 1
    elsewhere = """
    Работы
    № работы | Код партнёра | Статус | Заметка | Кто
    J-1      | P-1          | план   | два     | наш
    """
    assert shelf.see(elsewhere).counts["jobs"].updated == 1
