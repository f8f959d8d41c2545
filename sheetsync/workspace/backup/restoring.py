"""Bring back what a backup holds, on this machine or another: all of it, or nothing.

An archive is distrusted: its config alone says where things belong, and nothing of it goes outside
the config's folder unless a person says that it may.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sheetsync.archive import Archive, Member, Placed, open_archive, place_all
from sheetsync.archive.placing import in_the_way
from sheetsync.config.loading import parse_config
from sheetsync.dates import Clock
from sheetsync.errors import BackupError
from sheetsync.journal import host_lock
from sheetsync.language import Phrase
from sheetsync.workspace.backup.own_parts import CONFIG, CONFIG_FILE, FROM_BACKUP
from sheetsync.workspace.backup.part import BackupPart, Installation
from sheetsync.workspace.backup.parts import parts
from sheetsync.workspace.backup.portal_parts import PORTAL_FROM_BACKUP
from sheetsync.workspace.backup.saving import brought_by_hand

_ARCHIVES = "sheetsync-backup-*.zip"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class RestoreOptions:
    """How a backup is brought back.

    Attributes:
        force: what stands there is put aside.
        outside: files may go outside the config's folder, where the config names such places.
    """

    force: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back.

    Attributes:
        archive: from which file.
        made_at: when that was made.
        files: what stands now, in the order in which it was put there.
        put_aside: what stood there before, as it is called now.
        brought_by_hand: secrets that no archive holds.
        rows_of_server: the file with the rows of a mirror on a server, to be copied there.
        portal_rows: likewise, of the portal's store.
    """

    archive: Path
    made_at: datetime
    files: tuple[Path, ...]
    put_aside: tuple[Path, ...]
    brought_by_hand: tuple[str, ...]
    rows_of_server: Path | None
    portal_rows: Path | None


def restore_state(source: Path, file: Path, clock: Clock, options: RestoreOptions) -> Restored:
    """Bring back what an archive holds.

    Args:
        source: the archive, or a folder whose newest one is taken.
        file: where the config goes; all else is found from there.
        clock: names what is put aside.
        options: what a person allowed.

    Raises:
        BackupError: the archive is damaged or hostile, or something stands in the way; nothing
            was written.
        RunActiveError: a run is at work in that state folder.
    """
    path = _archive_in(source)
    with open_archive(path) as archive:
        archive.check()
        ours = _installation(archive, file)
        placed = _placed(archive, ours)
        if not options.outside:
            _refuse_outside(placed, file)
        _refuse_what_stands(placed, options)
        # Where there is no state folder, no run can be at work.
        state = ours.state("")
        with host_lock(state) if state.is_dir() else nullcontext():
            _refuse_what_stands(placed, options)
            aside = place_all(
                archive, placed, f"before-{clock.now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
            )
        files = tuple(one.path for one in placed)
        rows, of_portal = ours.state(FROM_BACKUP), ours.state(PORTAL_FROM_BACKUP)
        return Restored(
            path,
            archive.manifest.made_at,
            files,
            tuple(aside),
            brought_by_hand(ours.config),
            rows if rows in files else None,
            of_portal if of_portal in files else None,
        )


def _archive_in(source: Path) -> Path:
    if not source.is_dir():
        return source
    # Names hold the moment, so the last one is the newest.
    newest = max(source.glob(_ARCHIVES), key=lambda path: path.stem, default=None)
    if newest is None:
        raise BackupError(
            Phrase(ru="{folder}: архивов нет", en="{folder}: there is no archive"),
            cure=Phrase(
                ru="назовите файл, который сделала команда sheetsync backup, или его папку",
                en="name a file that `sheetsync backup` made, or its folder",
            ),
            folder=str(source),
        )
    return newest


def _installation(archive: Archive, file: Path) -> Installation:
    for member in archive.manifest.members:
        if member.name == f"{CONFIG}/{CONFIG_FILE}":
            base = file.resolve().parent
            return Installation(parse_config(archive.text(member), base=base), file.resolve())
    raise BackupError(
        Phrase(
            ru="{name}: в архиве нет config.yaml, и что где лежит, неизвестно",
            en="{name}: the archive holds no config.yaml, which says where things belong",
        ),
        cure=Phrase(
            ru="возьмите архив, сделанный без --without config",
            en="take an archive that was made without `--without config`",
        ),
        name=archive.name,
    )


def _placed(archive: Archive, ours: Installation) -> list[Placed]:
    by_code = {part.code: part for part in parts()}
    order = list(by_code)
    found = []
    for member in archive.manifest.members:
        part = by_code.get(member.part)
        place = part.place(ours, member.file) if part else None
        if part is None or place is None:
            raise _placeless(archive, member, part)
        found.append((order.index(part.code), Placed(member, place.resolve(), part.prepare)))
    counted = Counter(one.path for _, one in found)
    doubled = [path for path, count in counted.items() if count > 1]
    if doubled:
        raise BackupError(
            Phrase(
                ru="{name}: два файла архива попадают в одно место: {path}; ничего не записано",
                en="{name}: two files of the archive belong to one place: {path}; nothing was "
                "written",
            ),
            cure=Phrase(
                ru="config.yaml архива меняли: возьмите другой архив",
                en="the archive's config.yaml was changed: take another archive",
            ),
            name=archive.name,
            path=str(doubled[0]),
        )
    # The config comes last, whatever was registered: nothing is used before it is there.
    last = order.index(CONFIG)
    return [one for _, one in sorted(found, key=lambda pair: (pair[0] == last, pair[0]))]


def _placeless(archive: Archive, member: Member, part: BackupPart | None) -> BackupError:
    if part is not None:
        return BackupError(
            Phrase(
                ru="{name}: для «{member}» в config.yaml архива нет места; ничего не записано",
                en="{name}: its config.yaml has no place for {member!r}; nothing was written",
            ),
            cure=Phrase(
                ru="архив меняли: возьмите другой",
                en="the archive was changed: take another one",
            ),
            name=archive.name,
            member=member.name,
        )
    return BackupError(
        Phrase(
            ru="{name}: в архиве есть часть «{part}», о которой этот sheetsync не знает; ничего не "
            "записано",
            en="{name}: the archive holds a part {part!r} that this sheetsync does not know; "
            "nothing was written",
        ),
        cure=Phrase(
            ru="поставьте ту же версию и те же дополнения, с которыми он сделан: {version}",
            en="install the version, and what extends it, that made it: {version}",
        ),
        name=archive.name,
        part=member.part,
        version=archive.manifest.tool_version,
    )


def _refuse_outside(placed: Sequence[Placed], file: Path) -> None:
    base = file.resolve().parent
    for one in placed:
        if not one.path.is_relative_to(base):
            raise BackupError(
                Phrase(
                    ru="{path}: config.yaml архива кладёт файл вне папки {base}; ничего не "
                    "записано",
                    en="{path}: the archive's config.yaml puts a file outside {base}; nothing was "
                    "written",
                ),
                cure=Phrase(
                    ru="если это ваш архив и место верное, добавьте --outside",
                    en="if the archive is yours and the place is right, add --outside",
                ),
                path=str(one.path),
                base=str(base),
            )


def _refuse_what_stands(placed: Sequence[Placed], options: RestoreOptions) -> None:
    stands = in_the_way(placed)
    if stands and not options.force:
        more = len(stands) - _SHOWN
        raise BackupError(
            Phrase(
                ru="здесь уже есть: {names}; ничего не записано",
                en="there is something already: {names}; nothing was written",
            ),
            cure=Phrase(
                ru="назовите пустую папку (--config ПАПКА/config.yaml) или добавьте --force: то, "
                "что есть, останется рядом под другим именем",
                en="name an empty folder (--config FOLDER/config.yaml), or add --force: what is "
                "there is kept beside, under another name",
            ),
            names=", ".join(str(path) for path in stands[:_SHOWN]) + (", …" if more > 0 else ""),
        )
