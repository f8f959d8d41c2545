import pytest

from sheetsync.errors import MissingTabError, SettingsError, ShrunkTabError, UnusableTabError
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn
from sheetsync.workspace.guards import refuse_bad_settings, refuse_shrunk_tabs, require_tabs


def jobs(count: int) -> Tables:
    rows = "\n".join(f"        J-{n} | план" for n in range(count))
    return drawn(f"\n        Работы\n        № работы | Статус\n{rows}\n")


@pytest.mark.parametrize(
    ("before", "now", "stops"),
    [(10, 10, False), (10, 5, False), (10, 4, True), (10, 0, True), (0, 0, False), (3, 30, False)],
)
def test_a_tab_that_lost_more_than_half_of_its_rows_stops_the_run(
    before: int, now: int, *, stops: bool
) -> None:
    if stops:
        with pytest.raises(ShrunkTabError, match=f"had {before} rows .* and has {now} now"):
            refuse_shrunk_tabs(jobs(now), {"jobs": before}, 50)
    else:
        refuse_shrunk_tabs(jobs(now), {"jobs": before}, 50)


def test_a_tab_whose_header_is_gone_is_no_tab_that_shrank() -> None:
    tables = drawn("""
        Работы
        № работы | № работы | Статус
        J-1      |          | план
    """)
    assert not tables.tables["jobs"].ok
    refuse_shrunk_tabs(tables, {"jobs": 800, "invoices": 700}, 50)
    with pytest.raises(UnusableTabError, match="Tab 'Работы'"):
        require_tabs(tables, ["jobs"], 20)


def test_a_missing_tab_is_named_with_the_cure() -> None:
    with pytest.raises(MissingTabError) as caught:
        require_tabs(jobs(1), ["jobs", "invoices"], 20)
    assert str(caught.value) == (
        "The workbook has no tab 'Счета'; nothing was written\n"
        "  cure: run sheetsync init --repair, or give the tab its name back"
    )


def test_a_setting_that_cannot_be_used_stops_the_run() -> None:
    tables = drawn("""
        Настройки
        Ключ     | Значение
        timezone | Mars/Base
    """)
    with pytest.raises(SettingsError, match="Mars/Base") as caught:
        refuse_bad_settings(tables)
    assert caught.value.cure
