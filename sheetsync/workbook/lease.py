"""The lease: which machine may send for the spreadsheet, kept in its developer metadata.

A fixed ``metadataId`` cannot be made twice, and a change names the value that it replaces, so two
machines never both hold the lease. That Google refuses a doubled id is not proven, so the lease is
read back after it was made: whoever then sees two gives way.

Source: mail.md 3.3, step 2; https://developers.google.com/sheets/api/guides/metadata
"""

import contextlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from gspread.urls import SPREADSHEET_URL

from sheetsync.dates import Clock
from sheetsync.errors import (
    LeaseLostError,
    RequestRefusedError,
    RunActiveError,
    WorkbookError,
    WriteInDoubtError,
)
from sheetsync.language import Phrase
from sheetsync.workbook.session import Session

_BUSY = Phrase(
    ru="для этой таблицы уже идёт запуск на другой машине; ничего не сделано",
    en="another machine is running for this spreadsheet; nothing was done",
)
_BUSY_UNTIL = Phrase(
    ru="для этой таблицы до {until} UTC идёт запуск на другой машине; ничего не сделано",
    en="another machine is running for this spreadsheet until {until} UTC; nothing was done",
)
METADATA_KEY = "sheetsync-lease"
#: Any number will do, as long as it never changes.
METADATA_ID = 1_396_920_659
#: Longer than a batch takes, short enough to wait for after a machine was lost.
_TERM = timedelta(minutes=15)


class _Held(msgspec.Struct, frozen=True):
    """What the metadata's value says."""

    owner: str
    run: str
    until: datetime


class SpreadsheetLease:
    """The lease of one run.

    Args:
        session: the spreadsheet.
        clock: for how long it lasts.
        run_id: whose lease it is.
        owner: this machine's journal: whoever holds its host lock may take over what an earlier
            run on it left. "" takes over nothing.
    """

    def __init__(self, session: Session, clock: Clock, *, run_id: str, owner: str = "") -> None:
        self._session = session
        self._clock = clock
        self._run_id = run_id
        self._owner = owner
        self._value = ""

    def acquire(self) -> None:
        """Take the lease; one that ran out, or that this machine's dead run left, is replaced.

        Raises:
            RunActiveError: another machine holds it.
        """
        present = self._values()
        for value in present:
            self._check_free(value)
        self._value = self._new_value()
        created = _created(self._value)
        try:
            self._session.batch_update([*map(_deleted, present), created])
        except RequestRefusedError:
            raise self._held_by_another(self._values()) from None
        except WriteInDoubtError:
            if self._values() != [self._value]:
                raise
        found = self._values()
        if found != [self._value]:
            self.release()
            raise self._held_by_another(found)

    def renew(self) -> None:
        """Hold it for another quarter of an hour.

        Raises:
            LeaseLostError: it is no longer ours; nothing more may be sent.
        """
        before, self._value = self._value, self._new_value()
        with contextlib.suppress(RequestRefusedError, WriteInDoubtError):
            self._session.batch_update([_updated(before, self._value)])
        if self._values() != [self._value]:
            raise LeaseLostError(
                Phrase(
                    ru="таблицу взяла другая машина; остальные письма ждут",
                    en="another machine has taken the spreadsheet over; the rest stays pending",
                ),
                cure=Phrase(
                    ru="запускайте sheetsync только на одной машине или подождите "
                    "конца другого запуска",
                    en="run sheetsync on one machine only, or wait until the other run ends",
                ),
            )

    def release(self) -> None:
        """Give it back; if that fails, it runs out by itself."""
        with contextlib.suppress(WorkbookError):
            self._session.batch_update([_deleted(self._value)])

    def _check_free(self, value: str) -> None:
        held = _read(value)
        if held is None or held.until <= self._clock.now():
            return
        if not self._owner or held.owner != self._owner:
            raise self._held_by_another([value])

    def _held_by_another(self, values: Sequence[str]) -> RunActiveError:
        others = [held for held in map(_read, values) if held and held.run != self._run_id]
        return RunActiveError(
            _BUSY_UNTIL if others else _BUSY,
            cure=Phrase(
                ru="подождите конца того запуска; если той машины больше нет, блокировка кончится "
                "сама",
                en="wait until that run ends; if its machine is gone, the lease runs out by itself",
            ),
            until=f"{others[0].until:%H:%M}" if others else "",
        )

    def _new_value(self) -> str:
        held = _Held(self._owner, self._run_id, self._clock.now() + _TERM)
        return msgspec.json.encode(held).decode()

    def _values(self) -> list[str]:
        """The values of all leases there are; one read."""
        url = f"{SPREADSHEET_URL % self._session.spreadsheet_id}/developerMetadata:search"
        lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": METADATA_KEY}}]}
        answer = self._session.client.http_client.request("post", url, json=lookup).json()
        found = answer.get("matchedDeveloperMetadata", [])
        return [match["developerMetadata"].get("metadataValue", "") for match in found]


def _read(value: str) -> _Held | None:
    """The value, None when it is not one of ours."""
    try:
        return msgspec.json.decode(value, type=_Held)
    except msgspec.DecodeError:
        return None


def _lookup(value: str) -> dict[str, Any]:
    return {"developerMetadataLookup": {"metadataKey": METADATA_KEY, "metadataValue": value}}


def _created(value: str) -> dict[str, Any]:
    metadata = {
        "metadataId": METADATA_ID,
        "metadataKey": METADATA_KEY,
        "metadataValue": value,
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def _updated(before: str, after: str) -> dict[str, Any]:
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [_lookup(before)],
            "developerMetadata": {"metadataValue": after},
            "fields": "metadataValue",
        }
    }


def _deleted(value: str) -> dict[str, Any]:
    return {"deleteDeveloperMetadata": {"dataFilter": _lookup(value)}}
