"""Excel files into a sandbox file and out of it, without a server."""

from pathlib import Path

from sheetsync.errors import SandboxError, reason_of
from sheetsync.language import Phrase
from sheetsync.private_files import write_named
from sheetsync.sandbox import xlsx
from sheetsync.sandbox.access import World
from sheetsync.sandbox.clock import utc_now
from sheetsync.sandbox.drive.files import create
from sheetsync.sandbox.errors import ApiError
from sheetsync.sandbox.identity import Identity
from sheetsync.sandbox.new_files import SPREADSHEET
from sheetsync.sandbox.recalculation import recalculate
from sheetsync.sandbox.state import DriveFile, Store


def import_xlsx(path: Path, source: Path, title: str = "") -> str:
    """Make a new spreadsheet of an Excel file.

    Args:
        path: the sandbox file; made when missing.
        source: the .xlsx file.
        title: the spreadsheet's; "" for the file's name.

    Returns:
        The new spreadsheet's id.

    Raises:
        SandboxError: either file cannot be used.
    """
    try:
        content = source.read_bytes()
    except OSError as error:
        raise SandboxError(
            Phrase(ru="{source} не читается: {reason}.", en="{source} cannot be read: {reason}."),
            cure=Phrase(ru="Назовите существующий файл .xlsx.", en="Name an existing .xlsx file."),
            source=source,
            reason=reason_of(error),
        ) from error
    store = Store(path, utc_now)
    with store.writing():
        metadata = {"name": title or source.stem, "mimeType": SPREADSHEET}
        file = create(World(store), Identity(), metadata)
        workbook = store.workbook(file.file_id)
        assert workbook is not None  # noqa: S101  (it was made a line above)
        try:
            xlsx.read(workbook, content, lambda: store.blank_rows(file.file_id))
        except ApiError as error:
            raise SandboxError(
                Phrase(ru="{source}: {message}", en="{source}: {message}"),
                cure=Phrase(
                    ru="Сохраните его как .xlsx в Excel или Google Таблицах.",
                    en="Save it as .xlsx from Excel or Sheets.",
                ),
                source=source,
                message=error.message,
            ) from error
        store.changed(workbook, structure=True)
        recalculate(workbook)
    store.close()
    return file.file_id


def export_xlsx(path: Path, target: Path, file_id: str = "") -> str:
    """Write a spreadsheet as an Excel file.

    Args:
        path: the sandbox file.
        target: the .xlsx file to write.
        file_id: which spreadsheet; "" when there is only one.

    Returns:
        The spreadsheet's title.

    Raises:
        SandboxError: there is no such spreadsheet, or it is not clear which one is meant.
    """
    store = Store(path, utc_now)
    with store.reading():
        file = _chosen(store, file_id)
        workbook = store.workbook(file.file_id)
        assert workbook is not None  # noqa: S101  (the file is a spreadsheet)
        content = xlsx.written(workbook)
    store.close()
    write_named(target, content)
    return str(file.resource["name"])


def _chosen(store: Store, file_id: str) -> DriveFile:
    files = [file for file in store.files() if file.resource["mimeType"] == SPREADSHEET]
    if file_id:
        files = [file for file in files if file.file_id == file_id]
    if len(files) == 1:
        return files[0]
    listed = "".join(f"\n    {file.file_id}  {file.resource['name']}" for file in files)
    if not files:
        wanted = f" {file_id}" if file_id else ""
        raise SandboxError(
            Phrase(ru="В {path} нет таблицы{wanted}.", en="{path} holds no spreadsheet{wanted}."),
            cure=Phrase(ru="Проверьте --path и --id.", en="Check --path and --id."),
            path=store.path,
            wanted=wanted,
        )
    raise SandboxError(
        Phrase(
            ru="В {path} таблиц: {count}:{listed}", en="{path} holds {count} spreadsheets:{listed}"
        ),
        cure=Phrase(ru="Назовите одну: --id.", en="Name one with --id."),
        path=store.path,
        count=len(files),
        listed=listed,
    )


def empty(path: Path) -> None:
    """Take everything out of a sandbox file.

    Raises:
        SandboxError: the file is no sandbox.
    """
    store = Store(path, utc_now)
    store.reset()
    store.close()
