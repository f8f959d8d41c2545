"""Read an archive with distrust: nothing of it names a place, and nothing is believed unchecked."""

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from sheetsync.archive.manifest import APPLICATION, FORM, MANIFEST, Manifest, Member
from sheetsync.errors import BackupError, reason_of
from sheetsync.language import Phrase

_CHUNK = 1 << 20
#: Some two hundred thousand files; a manifest that says it is longer would fill the memory.
_LONGEST_MANIFEST = 1 << 25
_ENCRYPTED = 0x1
#: What zipfile and zlib say of files that are no archives, or no whole ones.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)

_DAMAGED = Phrase(
    ru="{name}: архив повреждён или обрезан; ничего не записано",
    en="{name}: the archive is damaged or cut off; nothing was written",
)
_DAMAGED_AT = Phrase(
    ru="{name}: архив повреждён или обрезан ({member}); ничего не записано",
    en="{name}: the archive is damaged or cut off ({member}); nothing was written",
)
_TAKE_ANOTHER = Phrase(
    ru="скопируйте его ещё раз с той машины, где он сделан, или возьмите другой",
    en="copy it again from the machine that made it, or take another one",
)
_HOSTILE = Phrase(
    ru="{name}: в архиве есть то, чего sheetsync туда не кладёт: {what}; ничего не записано",
    en="{name}: the archive holds what sheetsync never puts there: {what}; nothing was written",
)
_ASK_WHO = Phrase(
    ru="это не наш архив, или его меняли: возьмите тот, что сделан командой sheetsync backup",
    en="it is none of ours, or was changed: take one that `sheetsync backup` made",
)


class Archive:
    """An archive that is open to be read.

    Args:
        file: it.
        name: for messages.

    Attributes:
        manifest: what it says of itself, after its list of files was looked at.

    Raises:
        BackupError: it is no archive of ours, is damaged, was changed, or is a newer version's.
    """

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.name = name
        try:
            self._packed = zipfile.ZipFile(file)
        except _BROKEN:
            raise self._damaged() from None
        self._entries = self._checked_entries()
        self.manifest = self._read_manifest()

    def content(self, member: Member) -> Iterator[bytes]:
        """Unpack one file, piece by piece, hardly a byte more than its manifest says.

        Raises:
            BackupError: it was not what the manifest says; told at the end.
        """
        digest, size = hashlib.sha256(), 0
        for chunk in self._chunks(member):
            digest.update(chunk)
            size += len(chunk)
            yield chunk
        if size != member.bytes or digest.hexdigest() != member.sha256:
            raise self._damaged(member.name)

    def text(self, member: Member) -> str:
        """A file's text.

        Raises:
            BackupError: it is not what the manifest says, or no text.
        """
        try:
            return b"".join(self.content(member)).decode()
        except UnicodeDecodeError:
            raise self._damaged(member.name) from None

    def check(self) -> None:
        """See that every file is what the manifest says.

        Raises:
            BackupError: one is not.
        """
        for member in self.manifest.members:
            for _ in self.content(member):
                pass

    def _chunks(self, member: Member) -> Iterator[bytes]:
        left = member.bytes + 1
        try:
            with self._packed.open(self._entries[member.name]) as source:
                while left > 0 and (chunk := source.read(min(_CHUNK, left))):
                    left -= len(chunk)
                    yield chunk
        except _BROKEN:
            raise self._damaged(member.name) from None

    def _checked_entries(self) -> dict[str, zipfile.ZipInfo]:
        found: dict[str, zipfile.ZipInfo] = {}
        for entry in self._packed.infolist():
            kind = entry.external_attr >> 16
            is_file = not kind or stat.S_ISREG(kind) or not stat.S_IFMT(kind)
            is_plain = entry.filename == MANIFEST or _is_member(entry.filename)
            if not is_file or not is_plain or entry.flag_bits & _ENCRYPTED:
                raise self._hostile(entry.filename)
            if entry.filename in found:
                raise self._hostile(entry.filename)
            found[entry.filename] = entry
        return found

    def _read_manifest(self) -> Manifest:
        entry = self._entries.get(MANIFEST)
        if entry is None or entry.file_size > _LONGEST_MANIFEST:
            raise self._hostile(MANIFEST)
        try:
            with self._packed.open(entry) as file:
                told = msgspec.json.decode(file.read(_LONGEST_MANIFEST), type=Manifest)
        except (msgspec.DecodeError, *_BROKEN):
            raise self._damaged(MANIFEST) from None
        if told.application != APPLICATION:
            raise self._hostile(MANIFEST)
        if told.form > FORM:
            raise BackupError(
                Phrase(
                    ru="{name}: архив сделан более новой версией sheetsync, {version}",
                    en="{name}: the archive was made by a newer sheetsync, {version}",
                ),
                cure=Phrase(
                    ru="установите её: pip install sheetsync=={version}",
                    en="install that one: pip install sheetsync=={version}",
                ),
                name=self.name,
                version=told.tool_version,
            )
        return self._agreeing(told)

    def _agreeing(self, told: Manifest) -> Manifest:
        names = [member.name for member in told.members]
        for name in names:
            if name not in self._entries:
                raise self._damaged(name)
        strange = {*self._entries} - {*names, MANIFEST}
        if strange or len(set(names)) < len(names):
            raise self._hostile(*sorted(strange or names))
        return told

    def _damaged(self, member: str = "") -> BackupError:
        words = _DAMAGED_AT if member else _DAMAGED
        return BackupError(words, cure=_TAKE_ANOTHER, name=self.name, member=ascii(member))

    def _hostile(self, *what: str) -> BackupError:
        return BackupError(_HOSTILE, cure=_ASK_WHO, name=self.name, what=ascii(what[0]))


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive.

    Raises:
        BackupError: it cannot be read; see `Archive`.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupError(
            Phrase(ru="{path}: не читается ({reason})", en="{path}: cannot be read ({reason})"),
            cure=Phrase(
                ru="назовите архив, который сделала команда sheetsync backup, или его папку",
                en="name an archive that `sheetsync backup` made, or its folder",
            ),
            path=str(path),
            reason=reason_of(error),
        ) from None
    with file:
        yield Archive(file, path.name)


def _is_member(name: str) -> bool:
    """Whether a name is ``part/file``: no path up, none from the root, none of another system."""
    part, _, file = name.partition("/")
    is_part = part.isascii() and part.replace("_", "").isalpha() and part.islower()
    is_file = bool(file) and file not in {".", ".."} and file.isprintable()
    return is_part and is_file and not set(file) & set('/\\:"')
