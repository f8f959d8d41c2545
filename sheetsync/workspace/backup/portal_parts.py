"""The parts of a backup that hold what partners sent: the portal's store, and after it the vault.

In this order every file that a row of the store names is in the archive: a file is in the vault
before its row, and stays. Of files that are kept in Drive or S3 the archive holds those that have
not come there yet. Source: portal.md 12.
"""

import re
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from sheetsync.archive import check_sqlite, copy_sqlite
from sheetsync.errors import BackupError, reason_of
from sheetsync.language import Phrase
from sheetsync.workspace.backup.part import BackupPart, Installation, Save

_STORE = "portal.sqlite"
#: Where the rows of a store on a server wait until they are copied there.
PORTAL_FROM_BACKUP = "portal-from-backup.sqlite"
_ASIDE = "infected"
#: A place in the vault as the name of a file: no slash stands in one.
_FILE = re.compile(rf"(?:{_ASIDE}-)?[0-9a-f]{{16}}-[0-9a-f]{{16}}-[0-9a-f]{{64}}\.[a-z]{{3,4}}")


def _found_store(ours: Installation) -> Mapping[str, Save]:
    section = ours.config.portal
    if section is None:
        return {}
    if section.database_env:
        return {_STORE: partial(_copy_server, ours)}
    path = ours.config.path(section.database)
    return {_STORE: partial(copy_sqlite, path)} if path.exists() or path.is_symlink() else {}


def _copy_server(ours: Installation, target: Path) -> None:
    from sheetsync.portal.store.copying import copy_to_file  # noqa: PLC0415  # SQLAlchemy

    rows = target.with_name(f"{target.name}-rows")
    copy_to_file(ours.config, rows)
    copy_sqlite(rows, target)
    rows.unlink()


def _store_place(ours: Installation, name: str) -> Path | None:
    section = ours.config.portal
    if section is None or name != _STORE:
        return None
    if section.database_env:
        return ours.state(PORTAL_FROM_BACKUP)
    return ours.config.path(section.database)


def _prepare_store(copy: Path) -> None:
    from sheetsync.portal.store.copying import prepare_copy  # noqa: PLC0415  # likewise

    check_sqlite(copy, _STORE)
    prepare_copy(copy)


def _vault(ours: Installation) -> Path | None:
    section = ours.config.portal
    return None if section is None else ours.config.path(section.folder)


def _found_files(ours: Installation) -> Mapping[str, Save]:
    root = _vault(ours)
    if root is None:
        return {}
    paths = [*root.glob("*/*/*"), *root.glob(f"{_ASIDE}/*/*/*")]
    kept = _kept_elsewhere(ours)
    names = {
        place.replace("/", "-"): path
        for path in paths
        if (place := path.relative_to(root).as_posix()) not in kept
    }
    return {
        name: partial(_copy_file, root, path)
        for name, path in sorted(names.items())
        if _FILE.fullmatch(name) and path.is_file()
    }


def _kept_elsewhere(ours: Installation) -> frozenset[str]:
    """Places of files that Drive or S3 has: here they may go any moment, and are saved there.

    The store that is saved knows where they are, and their digests.
    """
    section = ours.config.portal
    if section is None or not section.is_vault_away:
        return frozenset()
    from sheetsync.portal.store.away import all_away  # noqa: PLC0415  # SQLAlchemy
    from sheetsync.portal.store.opening import open_store, store_address  # noqa: PLC0415
    from sheetsync.portal.store.owner import owner_of  # noqa: PLC0415

    address = store_address(ours.config)
    owner = owner_of(address)
    if not owner:
        return frozenset()
    with open_store(address, owner) as store:
        return frozenset(one.parcel.place for one in all_away(store, "there"))


def _copy_file(root: Path, path: Path, target: Path) -> None:
    """Copy a file; one that a scanner found evil meanwhile lies aside."""
    error: OSError | None = None
    for source in (path, root / _ASIDE / path.relative_to(root)):
        try:
            shutil.copyfile(source, target)
        except OSError as found:
            error = error or found
        else:
            return
    assert error is not None  # noqa: S101  # both were tried
    raise BackupError(
        Phrase(
            ru="{path}: не читается ({reason}); архив не сделан",
            en="{path}: cannot be read ({reason}); no archive was made",
        ),
        cure=Phrase(
            ru="верните файл или права и повторите, или добавьте --without portal_files",
            en="bring the file or its rights back and try again, or add --without portal_files",
        ),
        path=str(path),
        reason=reason_of(error),
    )


def _file_place(ours: Installation, name: str) -> Path | None:
    root = _vault(ours)
    if root is None or not _FILE.fullmatch(name):
        return None
    return root.joinpath(*name.split("-"))


PORTAL_PARTS = (
    BackupPart(
        code="portal_store",
        says=Phrase(ru="база портала", en="the portal's database"),
        found=_found_store,
        place=_store_place,
        prepare=_prepare_store,
    ),
    BackupPart(
        code="portal_files",
        says=Phrase(ru="файлы партнёров", en="partners' files"),
        found=_found_files,
        place=_file_place,
    ),
)
