"""What the portal writes into a workbook stands in the workbook's language, from its first row."""

from pathlib import Path

from tests.workspace.portal.house import COMPANY, CONFIG, House, house


def _russian(portal: House) -> None:
    """Two submissions, decided by a tab where nobody signed, and by somebody."""
    first, second = portal.send("1"), portal.send("2")
    portal.well()
    portal.office.type_in(f"""
    Decisions
    Submission | Decision | Text for the partner | By
    {first} | reject | Whose act is it? |
    {second} | reject | Whose act is it? | Анна
    """)
    # The second tells the log what the first found.
    portal.well()
    portal.well()


def test_a_russian_workbook_is_told_in_russian_from_the_first_event_on(tmp_path: Path) -> None:
    with house(tmp_path, CONFIG, COMPANY.replace("lang | en", "lang | ru"), "ru") as portal:
        _russian(portal)
        _header, *rows = portal.cells("Журнал портала")
        assert [row[3:5] for row in rows] == [
            ["получено", "счёт"],
            ["получено", "счёт"],
            ["отклонено", "счёт"],
            ["отклонено", "счёт"],
        ]
        decided = dict(portal.inbox()["decided_by"])
        assert decided == {"S-1001": "Решения", "S-1002": "Анна"}
        # A worker that starts anew reads its own words back, and tells nothing twice.
        portal.reopened()
        portal.well()
        assert len(portal.cells("Журнал портала")) == 5
