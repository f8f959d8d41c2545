"""The lease: which machine may send for the spreadsheet, kept in its developer metadata.

A fixed ``metadataId`` cannot be made twice, and a change names the value that it replaces, so two
machines never both hold the lease. That Google refuses a doubled id is not proven, so the lease is
read back after it was made: whoever then sees two gives way.

Source: mail.md 3.3, step 2; https://developers.google.com/sheets/api/guides/metadata
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
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

METADATA_KEY = "sheetsync-lease"
#: Any number will do, as long as it never changes.
METADATA_ID = 1_396_920_659


@dataclass(frozen=True, slots=True)
class LeaseKind:
    """Which of the spreadsheet's leases is meant; those of different kinds know nothing of others.

    Attributes:
        key, metadata_id: of its metadata; any will do, as long as they never change.
        term: longer than a batch takes, short enough to wait for after a machine was lost.
        busy, busy_until, wait: what whoever comes second is told, and the cure.
        lost, alone: what whoever lost it is told, and the cure.
    """

    key: str
    metadata_id: int
    term: timedelta
    busy: Phrase
    busy_until: Phrase
    wait: Phrase
    lost: Phrase
    alone: Phrase


#: Who may send letters.
RUN_LEASE = LeaseKind(
    METADATA_KEY,
    METADATA_ID,
    timedelta(minutes=15),
    busy=Phrase(
        ru="для этой таблицы уже идёт запуск на другой машине; ничего не сделано",
        en="another machine is running for this spreadsheet; nothing was done",
    ),
    busy_until=Phrase(
        ru="для этой таблицы до {until} UTC идёт запуск на другой машине; ничего не сделано",
        en="another machine is running for this spreadsheet until {until} UTC; nothing was done",
    ),
    wait=Phrase(
        ru="подождите конца того запуска; если той машины больше нет, блокировка кончится сама",
        en="wait until that run ends; if its machine is gone, the lease runs out by itself",
    ),
    lost=Phrase(
        ru="таблицу взяла другая машина; остальные письма ждут",
        en="another machine has taken the spreadsheet over; the rest stays pending",
    ),
    alone=Phrase(
        ru="запускайте sheetsync только на одной машине или подождите конца другого запуска",
        en="run sheetsync on one machine only, or wait until the other run ends",
    ),
)
#: Who may write the portal's tabs.
PORTAL_LEASE = LeaseKind(
    "sheetsync-portal-lease",
    1_396_920_660,
    timedelta(minutes=5),
    busy=Phrase(
        ru="портал этой таблицы уже ведёт другая машина; ничего не сделано",
        en="another machine keeps this spreadsheet's portal; nothing was done",
    ),
    busy_until=Phrase(
        ru="портал этой таблицы до {until} UTC ведёт другая машина; ничего не сделано",
        en="another machine keeps this spreadsheet's portal until {until} UTC; nothing was done",
    ),
    wait=Phrase(
        ru="остановите портал там; если той машины больше нет, блокировка кончится сама",
        en="stop the portal there; if that machine is gone, the lease runs out by itself",
    ),
    lost=Phrase(
        ru="портал взяла другая машина; присланное ждёт в базе портала",
        en="another machine has taken the portal over; what partners sent waits in the store",
    ),
    alone=Phrase(
        ru="оставьте портал только на одной машине",
        en="keep the portal on one machine only",
    ),
)


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
        kind: which of the spreadsheet's leases.
    """

    def __init__(
        self,
        session: Session,
        clock: Clock,
        *,
        run_id: str,
        owner: str = "",
        kind: LeaseKind = RUN_LEASE,
    ) -> None:
        self._session = session
        self._clock = clock
        self._run_id = run_id
        self._owner = owner
        self._kind = kind
        self._value = ""
        self._perhaps = ""

    def acquire(self) -> None:
        """Take the lease; one that ran out, or that this machine's dead run left, is replaced.

        Raises:
            RunActiveError: another machine holds it.
        """
        present = self._values()
        for value in present:
            self._check_free(value)
        self._value = self._new_value()
        created = _created(self._kind, self._value)
        try:
            self._session.batch_update([*map(self._deleted, present), created])
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
        """Hold it for another term.

        Raises:
            LeaseLostError: it is no longer ours; nothing more may be sent.
        """
        if self._perhaps and self._values() == [self._perhaps]:
            self._value = self._perhaps
        # Until it is read back: a renewal that fails on the way may have been applied.
        before, self._perhaps = self._value, self._new_value()
        with contextlib.suppress(RequestRefusedError, WriteInDoubtError):
            self._session.batch_update([_updated(self._kind, before, self._perhaps)])
        found = self._values()
        self._value, self._perhaps = self._perhaps, ""
        if found != [self._value]:
            raise LeaseLostError(self._kind.lost, cure=self._kind.alone)

    def release(self) -> None:
        """Give it back; if that fails, it runs out by itself."""
        with contextlib.suppress(WorkbookError):
            self._session.batch_update([self._deleted(self._value)])

    def _check_free(self, value: str) -> None:
        held = _read(value)
        if held is None or held.until <= self._clock.now():
            return
        if not self._owner or held.owner != self._owner:
            raise self._held_by_another([value])

    def _held_by_another(self, values: Sequence[str]) -> RunActiveError:
        others = [held for held in map(_read, values) if held and held.run != self._run_id]
        return RunActiveError(
            self._kind.busy_until if others else self._kind.busy,
            cure=self._kind.wait,
            until=f"{others[0].until:%H:%M}" if others else "",
        )

    def _deleted(self, value: str) -> dict[str, Any]:
        return {"deleteDeveloperMetadata": {"dataFilter": _lookup(self._kind, value)}}

    def _new_value(self) -> str:
        held = _Held(self._owner, self._run_id, self._clock.now() + self._kind.term)
        return msgspec.json.encode(held).decode()

    def _values(self) -> list[str]:
        """The values of all leases there are; one read."""
        url = f"{SPREADSHEET_URL % self._session.spreadsheet_id}/developerMetadata:search"
        lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": self._kind.key}}]}
        answer = self._session.client.http_client.request("post", url, json=lookup).json()
        found = answer.get("matchedDeveloperMetadata", [])
        return [match["developerMetadata"].get("metadataValue", "") for match in found]


def _read(value: str) -> _Held | None:
    """The value, None when it is not one of ours."""
    try:
        return msgspec.json.decode(value, type=_Held)
    except msgspec.DecodeError:
        return None


def _lookup(kind: LeaseKind, value: str) -> dict[str, Any]:
    return {"developerMetadataLookup": {"metadataKey": kind.key, "metadataValue": value}}


def _created(kind: LeaseKind, value: str) -> dict[str, Any]:
    metadata = {
        "metadataId": kind.metadata_id,
        "metadataKey": kind.key,
        "metadataValue": value,
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def _updated(kind: LeaseKind, before: str, after: str) -> dict[str, Any]:
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [_lookup(kind, before)],
            "developerMetadata": {"metadataValue": after},
            "fields": "metadataValue",
        }
    }
