"""Partners' files in Drive: in the partner's folder, by year, each with its content's digest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from sheetsync.errors import RemoteVaultError, SheetsyncError, SpreadsheetNotFoundError
from sheetsync.language import Phrase
from sheetsync.portal.vault.remote import Kept, Parcel
from sheetsync.workbook.drive import folders_in, is_folder, made_folder, partner_mark
from sheetsync.workbook.drive_files import (
    download,
    file_of,
    files_with,
    new_id,
    throw_away,
    upload,
)
from sheetsync.workbook.session import Session

#: App properties of a file: of which workbook's portal it is, as several may keep their files
#: below one folder, and the digest of its content.
VAULT_PROPERTY = "sheetsyncVault"
CONTENT_PROPERTY = "sheetsyncSha256"
_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
#: Drive's own name for the caller's My Drive.
_ROOT = "root"
_UNKNOWN_TYPE = "application/octet-stream"


@dataclass(slots=True)
class DriveVault:
    """Folders of partners below one folder.

    Attributes:
        session: speaks to Drive.
        parent: id of the folder.
        years: whether each partner's folder has one for each year.
    """

    session: Session
    parent: str
    years: bool = True
    _folders: dict[tuple[str, str], str] = field(default_factory=dict)

    def check(self) -> None:
        """See that the folder is there."""
        if self.parent != _ROOT and not is_folder(self.session, self.parent):
            raise self._no_folder()

    def reserve(self, parcel: Parcel) -> str:  # noqa: ARG002  # S3 makes its ref of it
        """An id that Drive has generated."""
        return new_id(self.session)

    def put(self, ref: str, parcel: Parcel, path: Path) -> Kept:
        """Send a file into its partner's folder."""
        try:
            return self._sent(ref, parcel, path)
        except SheetsyncError as error:
            # Somebody may have moved or deleted the folder: it is looked for anew.
            self._folders.clear()
            if isinstance(error, SpreadsheetNotFoundError):
                raise self._no_folder() from None
            raise

    def look(self, ref: str) -> Kept | None:
        """What Drive says of a file."""
        found = file_of(self.session, ref)
        return None if found is None else _kept(found)

    def find(self, parcel: Parcel) -> Kept | None:
        """A file with the digest of this content, of this workbook's portal."""
        marks = {VAULT_PROPERTY: self.session.spreadsheet_id, CONTENT_PROPERTY: parcel.sha256}
        return next((_kept(file) for file in files_with(self.session, marks)), None)

    def all_kept(self) -> Iterator[Kept]:
        """All files of this workbook's portal."""
        marks = {VAULT_PROPERTY: self.session.spreadsheet_id}
        for file in files_with(self.session, marks):
            yield _kept(file)

    def fetch(self, ref: str, into: BinaryIO) -> bool:
        """Write a file's content."""
        return download(self.session, ref, into)

    def discard(self, ref: str) -> None:
        """Put a file into the bin, if we may."""
        throw_away(self.session, ref)

    def _sent(self, ref: str, parcel: Parcel, path: Path) -> Kept:
        kind = _TYPES.get(parcel.ext, _UNKNOWN_TYPE)
        metadata = {
            "id": ref,
            "name": parcel.name,
            "mimeType": kind,
            "parents": [self._folder_of(parcel)],
            "appProperties": {
                VAULT_PROPERTY: self.session.spreadsheet_id,
                CONTENT_PROPERTY: parcel.sha256,
            },
        }
        return _kept({**upload(self.session, metadata, path, kind), "id": ref})

    def _no_folder(self) -> RemoteVaultError:
        return RemoteVaultError(
            Phrase(
                ru="Google не находит папки {parent} из folders.parent",
                en="Google finds no folder {parent}, named in folders.parent",
            ),
            cure=Phrase(
                ru="проверьте адрес и дайте {account} право добавлять туда файлы",
                en="check the address, and let {account} add files there",
            ),
            parent=self.parent,
            account=self.session.account,
        )

    def _folder_of(self, parcel: Parcel) -> str:
        year = parcel.year if self.years else ""
        key = (parcel.partner_id, year)
        if key not in self._folders:
            self._folders[key] = self._found_folder(parcel, year)
        return self._folders[key]

    def _found_folder(self, parcel: Parcel, year: str) -> str:
        mark = partner_mark(parcel.partner_id)
        there = (one for one in folders_in(self.session, self.parent) if one.owner == mark)
        name = f"{parcel.partner_id} {parcel.partner}".strip()
        found = next(there, None) or made_folder(self.session, self.parent, name, parcel.partner_id)
        if not year:
            return found.folder_id
        inner = (one for one in folders_in(self.session, found.folder_id) if one.name == year)
        of_year = next(inner, None) or made_folder(self.session, found.folder_id, year)
        return of_year.folder_id


def _kept(file: Mapping[str, Any]) -> Kept:
    return Kept(
        ref=str(file["id"]),
        size=int(file["size"]) if "size" in file else None,
        sha256=str(file.get("sha256Checksum", "")),
        md5=str(file.get("md5Checksum", "")),
        address=str(file.get("webViewLink", "")),
    )
