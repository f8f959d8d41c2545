"""Opening a spreadsheet for a caller: missing, forbidden, read-only, or here it is."""

from dataclasses import dataclass, field
from typing import Any

from sheetsync.sandbox.errors import forbidden, not_found
from sheetsync.sandbox.identity import Identity
from sheetsync.sandbox.recalculation import is_stale, recalculate
from sheetsync.sandbox.state import Store
from sheetsync.sandbox.switches import Switches
from sheetsync.sandbox.workbook import Workbook


class StaleError(Exception):
    """A workbook must be computed anew before it can be read.

    Attributes:
        file_id: which one.
    """

    def __init__(self, file_id: str) -> None:
        super().__init__(file_id)
        self.file_id = file_id


@dataclass(frozen=True)
class Upload:
    """A file that was announced and whose content is still to come.

    Attributes:
        metadata: of the file.
        fields: that the answer to the content shall show.
    """

    metadata: dict[str, Any]
    fields: str


@dataclass(frozen=True)
class World:
    """What all answers stand on.

    Attributes:
        store: the file.
        switches: how unsettled questions are decided.
        forbidden: ids of files that belong to somebody else.
    uploads: files whose content is still to come, by the id of their upload.
    """

    store: Store
    switches: Switches = field(default_factory=Switches)
    forbidden: frozenset[str] = frozenset()
    uploads: dict[str, "Upload"] = field(default_factory=dict)

    def to_read(self, file_id: str, identity: Identity) -> Workbook:
        """A workbook that the caller may see.

        Raises:
            ApiError: 404 when it is missing, 403 when it is somebody else's.
            StaleError: formulas such as TODAY() were computed on an earlier day.
        """
        found = self._visible(file_id, identity)
        if is_stale(found):
            raise StaleError(file_id)
        return found

    def _visible(self, file_id: str, identity: Identity) -> Workbook:
        if file_id in self.forbidden or not identity.reads:
            raise forbidden()
        found = self.store.workbook(file_id)
        if found is None:
            raise not_found()
        return found

    def freshen(self, file_id: str) -> None:
        """Compute a workbook's formulas anew, in a transaction of its own."""
        with self.store.writing() as store:
            workbook = store.workbook(file_id)
            if workbook is not None:
                store.changed(workbook)
                recalculate(workbook)

    def to_write(self, file_id: str, identity: Identity) -> Workbook:
        """A workbook that the caller may change; it will be stored, and Drive's time moves.

        Raises:
            ApiError: as for reading, and 403 for a viewer.
        """
        workbook = self._visible(file_id, identity)
        if not identity.writes:
            raise forbidden()
        self.store.changed(workbook)
        self.touch(file_id)
        return workbook

    def touch(self, file_id: str) -> None:
        """Move a file's modifiedTime and version."""
        file = self.store.file(file_id)
        if file is not None:
            file.resource["modifiedTime"] = self.store.now()
            file.resource["version"] = str(int(file.resource.get("version", "1")) + 1)
            self.store.save_file(file)
