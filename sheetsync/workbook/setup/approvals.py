"""Columns that only approvers fill: a protection that names them, which Google itself enforces.

The API does not tell who ticked a box, so who may tick it is all that can be said.
Source: adoption.md P5; https://developers.google.com/sheets/api/guides/batchupdate, ProtectedRange
"""

from dataclasses import dataclass

from sheetsync.language import Lang
from sheetsync.workbook.setup.approval_there import APPROVAL, Approval
from sheetsync.workbook.setup.layout import TabLayout
from sheetsync.workbook.setup.looks import below_header
from sheetsync.workbook.tab_requests import Request


@dataclass(frozen=True, slots=True)
class Approvers:
    """Those who alone may fill a column.

    Attributes:
        people: their addresses.
        account: ours: it appends the rows.
    """

    people: tuple[str, ...]
    account: str

    @property
    def editors(self) -> tuple[str, ...]:
        """Whom the protection names as editors."""
        return tuple(dict.fromkeys((*self.people, self.account)))

    @property
    def names(self) -> str:
        """The people in one line."""
        return ", ".join(self.people)

    def are_in(self, there: Approval) -> bool:
        """Whether a protection that is there says just this.

        Google names the owner among the editors whoever was given, so they alone cannot tell
        whether somebody was taken out.
        """
        return self.names == there.names and set(self.editors) <= there.users


def approvals(layout: TabLayout, wanted: Approvers, lang: Lang) -> dict[str, Request]:
    """What a tab's columns for approvers lack: requests, each by its line for people."""
    there = layout.present.approval if layout.present else None
    if layout.is_foreign or not wanted.people or layout.header_row is None:
        return {}
    if there is not None and wanted.are_in(there):
        return {}
    number = there.number if there else None
    return {
        f"+ {layout.title}: {column.header(lang)} ({wanted.names})": _request(
            layout.sheet_id, position, wanted, lang, number
        )
        for position, column in layout.answers.items()
        if column.approval
    }


def _request(
    sheet_id: int, position: int, approvers: Approvers, lang: Lang, known: int | None = None
) -> Request:
    """Only some people may fill a column: Google refuses all others.

    Args:
        sheet_id: of the tab.
        position: of the column, from 0.
        approvers: who may.
        lang: of the description.
        known: number of the protection that is there and shall name others now.
    """
    protected: Request = {
        "range": below_header(sheet_id, position),
        "description": APPROVAL.said(lang, names=approvers.names),
        "warningOnly": False,
        "editors": {"users": list(approvers.editors), "domainUsersCanEdit": False},
    }
    if known is None:
        return {"addProtectedRange": {"protectedRange": protected}}
    protected["protectedRangeId"] = known
    return {"updateProtectedRange": {"protectedRange": protected, "fields": "editors,description"}}
