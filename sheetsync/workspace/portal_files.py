"""Partners' files on their way to Drive or S3, and back when somebody wants one.

The folder keeps a file until the other place has shown the right checksum, and a month longer: what
is new is opened often. A ref is noted before anything is sent, so that whatever died, or lost its
answer, is looked up, and nothing is sent twice. Source: portal.md 6, vault.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import BinaryIO

from sheetsync.dates import Clock
from sheetsync.errors import (
    DatabaseError,
    DeadlineError,
    RemoteVaultError,
    SheetsyncError,
    WorkbookError,
    WriteInDoubtError,
)
from sheetsync.language import Phrase
from sheetsync.portal.store.away import (
    Away,
    Moving,
    all_away,
    forget_away,
    infected_away,
    note_brought,
    note_failed,
    note_gone,
    note_sending,
    note_there,
    to_send,
    wanted,
)
from sheetsync.portal.store.files_told import note_files_trouble
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.shelf import desk_page
from sheetsync.portal.store.worker import get_value, set_values
from sheetsync.portal.vault.folder import BringBack, Vault
from sheetsync.portal.vault.remote import Kept, Parcel, RemoteVault, is_right, is_telling

#: A file lies here so long after it came, or came back.
KEPT_HERE = timedelta(days=30)
#: Whether all is still there is asked so often.
LOOKED_EVERY = timedelta(days=1)
#: A file that could not be sent waits a minute, then twice as long each time, up to this.
_LONGEST_WAIT = timedelta(hours=1)
_FIRST_WAIT = timedelta(minutes=1)
_MOST_DOUBLINGS = 10
_AT_ONCE = 20
_LOOKED = "files_looked_at"

_WRONG = Phrase(
    ru="{name}: контрольная сумма не наша, копии не верим; файл остаётся на этой машине",
    en="{name}: the checksum is not ours, the copy is not believed; the file stays on this machine",
)
_WRONG_CURE = Phrase(
    ru="копия убрана, её пошлют ещё раз; если повторяется, проверьте то, что стоит между",
    en="the copy was removed and will be sent again; if it comes back, look at what stands between",
)
_SILENT = Phrase(
    ru="{name}: контрольной суммы ещё нет, копии пока не верим; файл остаётся на этой машине",
    en="{name}: there is no checksum yet, the copy is not believed so far; the file stays on this "
    "machine",
)
_GONE = "removed there"
_CHANGED = "changed there"


@dataclass(slots=True)
class FileKeeper:
    """Keeps the files of one portal elsewhere.

    Attributes:
        store, vault: of the portal.
        clock: this machine's.
        opened: opens the other place; asked once, and again after it failed.
    """

    store: Store
    vault: Vault
    clock: Clock
    opened: Callable[[], RemoteVault]
    _remote: RemoteVault | None = field(default=None, repr=False)

    def turn(self) -> int:
        """Bring back what is wanted, send what is new, once a day see that all is there.

        Returns:
            How many files were sent or brought.

        Raises:
            SheetsyncError: it does not go on now; what waits is tried again.
        """
        try:
            done = self._bring() + self._send()
            self._retract()
            self._look_daily()
        except DatabaseError:
            raise
        except SheetsyncError as error:
            note_files_trouble(self.store, error.message, self.clock.now())
            raise
        note_files_trouble(self.store, "", self.clock.now())
        return done

    def look_up(self) -> frozenset[str]:
        """Where files would lie here that only the other place has: after a store was lost.

        Raises:
            SheetsyncError: the other place does not answer.
        """
        for one in to_send(self.store, self.clock.now(), None):
            if not self.vault.holds(one.parcel.place):
                self._send_one(one)
        return frozenset(one.parcel.place for one in all_away(self.store, "there"))

    @property
    def remote(self) -> RemoteVault:
        """The other place, open."""
        if self._remote is None:
            self._remote = self.opened()
        return self._remote

    def _send(self) -> int:
        found = to_send(self.store, self.clock.now(), _AT_ONCE)
        names = self._partner_names() if found else {}
        troubles = []
        for one in found:
            parcel = replace(one.parcel, partner=names.get(one.parcel.partner_id, ""))
            # What is wrong with one file alone does not hold up the others.
            troubles.append(self._send_one(replace(one, parcel=parcel)))
        trouble = next((error for error in troubles if error is not None), None)
        if trouble is not None:
            raise trouble
        return len(found)

    def _send_one(self, one: Moving) -> SheetsyncError | None:
        """Send a file, or see that it is there: what was noted before is looked up first."""
        parcel, known = one.parcel, one.away or Away(one.parcel.place, "", "sending")
        kept = self.remote.look(known.ref) if known.ref else None
        if not self.vault.holds(parcel.place):
            self._adopt(parcel, kept or self.remote.find(parcel))
            return None
        if kept is None:
            known = replace(known, ref=known.ref or self.remote.reserve(parcel))
            note_sending(self.store, parcel, known.ref, self.clock.now())
            kept = self._put(parcel, known)
        return self._settle(parcel, known, kept)

    def _put(self, parcel: Parcel, known: Away) -> Kept:
        try:
            return self.remote.put(known.ref, parcel, self.vault.path(parcel.place))
        except (WriteInDoubtError, DeadlineError, RemoteVaultError) as error:
            # Perhaps it is there: looked up under the same ref, and soon.
            note_failed(self.store, known, self.clock.now() + _FIRST_WAIT, error.message)
            raise
        except WorkbookError as error:
            refused = replace(known, ref="", tries=known.tries + 1)
            note_failed(self.store, refused, self._later(known), error.message)
            raise

    def _settle(self, parcel: Parcel, known: Away, kept: Kept) -> SheetsyncError | None:
        """Believe a copy whose checksum is right, and no other."""
        if is_right(kept, parcel, self.vault.path(parcel.place)):
            note_there(self.store, parcel, kept, self.clock.now())
            return None
        is_wrong = is_telling(kept) or kept.size not in {None, parcel.size}
        error = RemoteVaultError(
            _WRONG if is_wrong else _SILENT, cure=_WRONG_CURE, name=parcel.name
        )
        if is_wrong:
            self.remote.discard(kept.ref)
        again = replace(known, ref="" if is_wrong else kept.ref, tries=known.tries + 1)
        note_failed(self.store, again, self._later(known), error.message)
        return error

    def _adopt(self, parcel: Parcel, kept: Kept | None) -> None:
        """Take over what is kept of a file that is not here: a store was lost, or restored.

        It may be all that there is, so it is never thrown away.
        """
        now = self.clock.now()
        if kept is None:
            note_gone(self.store, parcel.place, _GONE, now)
        elif (
            is_right(kept, parcel, None)
            or self.vault.bring_back(parcel.place, self._writer(kept.ref)) == "here"
        ):
            note_there(self.store, parcel, kept, now)
        else:
            note_gone(self.store, parcel.place, _CHANGED, now)

    def _bring(self) -> int:
        count = 0
        for one in wanted(self.store, _AT_ONCE):
            if one.away is None:
                continue
            place, brought = one.parcel.place, self._brought(one.parcel, one.away.ref)
            if brought == "here":
                note_brought(self.store, place)
                count += 1
            else:
                trouble = _GONE if brought == "nothing" else _CHANGED
                note_gone(self.store, place, trouble, self.clock.now())
        return count

    def _brought(self, parcel: Parcel, ref: str) -> BringBack:
        if self.vault.holds(parcel.place):
            return "here"
        if not ref:
            found = self.remote.find(parcel)
            ref = found.ref if found is not None else ""
        return self.vault.bring_back(parcel.place, self._writer(ref)) if ref else "nothing"

    def _writer(self, ref: str) -> Callable[[BinaryIO], bool]:
        return lambda file: self.remote.fetch(ref, file)

    def _retract(self) -> None:
        """Take back what a scanner found evil after it was sent."""
        for away in infected_away(self.store):
            if away.ref:
                self.remote.discard(away.ref)
            forget_away(self.store, away.place)

    def _look_daily(self) -> None:
        """See that all is there; what is, and is old here, is let go here."""
        now = self.clock.now()
        last = get_value(self.store, _LOOKED)
        if last and timedelta(0) <= now - datetime.fromisoformat(last) < LOOKED_EVERY:
            return
        for one in lost_files(self.store, self.remote):
            self._miss(one)
        for one in all_away(self.store, "gone"):
            self._look_again(one)
        for one in all_away(self.store, "there"):
            if self.vault.is_old(one.parcel.place, now, KEPT_HERE):
                self._let_go(one)
        set_values(self.store, {_LOOKED: now.isoformat()})

    def _miss(self, one: Moving) -> None:
        """A copy is gone or another one: it is sent again from here, or told as lost."""
        now = self.clock.now()
        if self.vault.holds(one.parcel.place):
            note_sending(self.store, one.parcel, "", now)
        else:
            note_gone(self.store, one.parcel.place, _GONE, now)

    def _look_again(self, one: Moving) -> None:
        """What was gone may have been taken out of the bin, or was sent to us once more."""
        kept = self.remote.look(one.away.ref) if one.away and one.away.ref else None
        if kept is not None and is_right(kept, one.parcel, None):
            note_there(self.store, one.parcel, kept, self.clock.now())
        elif self.vault.holds(one.parcel.place):
            note_sending(self.store, one.parcel, "", self.clock.now())

    def _let_go(self, one: Moving) -> None:
        place = one.parcel.place
        kept = self.remote.look(one.away.ref) if one.away else None
        if kept is not None and is_right(kept, one.parcel, self.vault.path(place)):
            self.vault.let_go(place, self.clock.now(), KEPT_HERE)
        else:
            self._miss(one)

    def _partner_names(self) -> dict[str, str]:
        desk = desk_page(self.store)
        partners = desk.board.partners if desk else ()
        return {one.partner_id: one.name for one in partners}

    def _later(self, known: Away) -> datetime:
        wait: timedelta = _FIRST_WAIT * (1 << min(known.tries, _MOST_DOUBLINGS))
        return self.clock.now() + min(wait, _LONGEST_WAIT)


def lost_files(store: Store, remote: RemoteVault) -> tuple[Moving, ...]:
    """Files that shall be elsewhere and are not, or whose content is another one now.

    A list may leave out what is new, so whatever is missing in it is asked for by itself.

    Args:
        store: of the portal.
        remote: the other place.

    Raises:
        SheetsyncError: it does not answer.
    """
    listed = {kept.ref: kept for kept in remote.all_kept()}
    lost = []
    for one in all_away(store, "there"):
        ref = one.away.ref if one.away else ""
        if not _seems_right(listed.get(ref), one.parcel) and not _seems_right(
            remote.look(ref), one.parcel
        ):
            lost.append(one)
    return tuple(lost)


def _seems_right(kept: Kept | None, parcel: Parcel) -> bool:
    """Whether nothing speaks against a copy that was right once."""
    if kept is None:
        return False
    return kept.size == parcel.size and kept.sha256.lower() in {"", parcel.sha256}
