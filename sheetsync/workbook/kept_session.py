"""A spreadsheet as it is remembered: it answers who asks for its tabs, and nothing goes out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import gspread
import requests

from sheetsync.workbook.session import Session
from sheetsync.workbook.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class KeptSession(Session):
    """Answers from a snapshot.

    Attributes:
        snapshot: of the tabs that it knows.
    """

    snapshot: Snapshot = field(kw_only=True)

    def metadata(self, fields: str, **params: str | list[str]) -> dict[str, Any]:  # noqa: ARG002  # as Google is asked
        """Numbers and titles of the tabs."""
        return {
            "sheets": [
                {"properties": {"sheetId": state.sheet_id, "title": title}}
                for title, state in self.snapshot.tabs.items()
            ]
        }

    def columns(self, titles: Sequence[str], render: str) -> list[list[list[object]]]:
        """The cells of some tabs, column by column."""
        shown = self.snapshot.shown if render == "FORMATTED_VALUE" else {}
        found = [shown.get(title) or self.snapshot.stored.get(title, ()) for title in titles]
        return [[list(column) for column in columns] for columns in found]


def kept_session(snapshot: Snapshot) -> KeptSession:
    """A session that reaches nobody: whatever else is asked of it fails before it is sent."""
    nowhere = requests.Session()
    nowhere.adapters.clear()
    # gspread wants no credentials beside a session; its types say otherwise.
    client = gspread.Client(auth=None, session=nowhere)  # type: ignore[arg-type]
    return KeptSession(client, snapshot.spreadsheet_id, "", snapshot=snapshot)
