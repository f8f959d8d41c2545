"""The parts of a backup that every installation has.

The workbook of the sandbox comes after journal, mirror and portal, as Google's is always newer than
these.
"""

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from sheetsync.archive import check_sqlite, copy_sqlite
from sheetsync.errors import BackupError, reason_of
from sheetsync.journal import move_journal
from sheetsync.language import Phrase
from sheetsync.workspace.backup.part import BackupPart, Installation, Save
from sheetsync.workspace.backup.portal_parts import PORTAL_PARTS

#: The config is put in its place last: before it is there, nothing that was restored is used.
CONFIG = "config"
CONFIG_FILE = "config.yaml"
_JOURNAL, _MIRROR, _SANDBOX = "journal.sqlite", "mirror.sqlite", "workbook.sqlite"
#: Where the rows of a mirror on a server wait until they are copied there.
FROM_BACKUP = "mirror-from-backup.sqlite"


def _copy_file(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise BackupError(
            Phrase(
                ru="{path}: не читается ({reason}); архив не сделан",
                en="{path}: cannot be read ({reason}); no archive was made",
            ),
            cure=Phrase(
                ru="верните файл или уберите его из config.yaml",
                en="bring it back, or take it out of config.yaml",
            ),
            path=str(source),
            reason=reason_of(error),
        ) from None


def _database(path: Path, name: str) -> Mapping[str, Save]:
    """A database of ours; none before the first run, and a link to nothing is told when copied."""
    return {name: partial(copy_sqlite, path)} if path.exists() or path.is_symlink() else {}


def _journal_path(ours: Installation, name: str) -> Path | None:
    return ours.state(_JOURNAL) if name == _JOURNAL else None


def _prepare_journal(copy: Path) -> None:
    check_sqlite(copy, _JOURNAL)
    move_journal(copy)


def _found_mirror(ours: Installation) -> Mapping[str, Save]:
    if not ours.config.mirror.is_on:
        return {}
    from sheetsync.workspace.mirroring import mirror_path  # noqa: PLC0415  # SQLAlchemy

    path = mirror_path(ours.config)
    if path is not None:
        return _database(path, _MIRROR)
    return {_MIRROR: partial(_copy_server, ours)}


def _copy_server(ours: Installation, target: Path) -> None:
    from sheetsync.workspace.mirroring import copy_to_file  # noqa: PLC0415  # likewise

    rows = target.with_name(f"{target.name}-rows")
    copy_to_file(ours.config, rows)
    copy_sqlite(rows, target)
    rows.unlink()


def _mirror_place(ours: Installation, name: str) -> Path | None:
    section = ours.config.mirror
    if name != _MIRROR or not section.is_on:
        return None
    from sheetsync.workspace.mirroring import mirror_path  # noqa: PLC0415  # likewise

    # The variable with the address may not be set on this machine yet.
    path = mirror_path(ours.config) if section.url else None
    return path or ours.state(FROM_BACKUP)


def _prepare_mirror(copy: Path) -> None:
    from sheetsync.mirror.opening import check_copy  # noqa: PLC0415  # likewise

    check_sqlite(copy, _MIRROR)
    check_copy(copy)


def _sandbox_place(ours: Installation, name: str) -> Path | None:
    is_it = name == _SANDBOX and bool(ours.config.sandbox)
    return ours.config.path(ours.config.sandbox) if is_it else None


def _found_sandbox(ours: Installation) -> Mapping[str, Save]:
    place = _sandbox_place(ours, _SANDBOX)
    return _database(place, _SANDBOX) if place else {}


def _key_places(ours: Installation) -> dict[str, Path]:
    links, portal = ours.config.uploads.key_files, ours.config.portal
    own = [name for name in (portal.key_files if portal else ()) if name not in links]
    named = [*enumerate(links, 1), *((f"portal-{at}", name) for at, name in enumerate(own, 1))]
    return {f"{at}": ours.config.path(name) for at, name in named}


def _template_place(ours: Installation, name: str) -> Path | None:
    folder = ours.config.letters.templates
    return ours.config.path(folder) / name if folder else None


def _found_templates(ours: Installation) -> Mapping[str, Save]:
    folder = ours.config.letters.templates
    if not folder:
        return {}
    files = ours.config.path(folder).glob("*.*")
    return {path.name: partial(_copy_file, path) for path in sorted(files) if path.is_file()}


OWN_PARTS = (
    BackupPart(
        code="journal",
        says=Phrase(ru="журнал", en="journal"),
        found=lambda ours: _database(ours.state(_JOURNAL), _JOURNAL),
        place=_journal_path,
        prepare=_prepare_journal,
    ),
    BackupPart(
        code="mirror",
        says=Phrase(ru="зеркало", en="mirror"),
        found=_found_mirror,
        place=_mirror_place,
        prepare=_prepare_mirror,
    ),
    *PORTAL_PARTS,
    BackupPart(
        code="sandbox",
        says=Phrase(ru="таблица песочницы", en="the sandbox's workbook"),
        found=_found_sandbox,
        place=_sandbox_place,
        prepare=partial(check_sqlite, name=_SANDBOX),
    ),
    BackupPart(
        code="keys",
        says=Phrase(ru="ключи подписи", en="signing keys"),
        found=lambda ours: {
            name: partial(_copy_file, path) for name, path in _key_places(ours).items()
        },
        place=lambda ours, name: _key_places(ours).get(name),
    ),
    BackupPart(
        code="templates",
        says=Phrase(ru="шаблоны писем", en="letter templates"),
        found=_found_templates,
        place=_template_place,
    ),
    BackupPart(
        code=CONFIG,
        says=Phrase(ru="настройки (config.yaml)", en="config.yaml"),
        found=lambda ours: {CONFIG_FILE: partial(_copy_file, ours.file)},
        place=lambda ours, name: ours.file if name == CONFIG_FILE else None,
    ),
)
