"""Partners' files in S3, or in whatever speaks its language.

A key is made of the content's digest, so the same file is never there twice. What an ETag is hangs
on encryption and on how a file was sent, and not every server compares the checksum that comes with
a file: so the content itself is read back and hashed. Keys and tokens come from the environment and
stand in no message. Source: portal.md 12; obstore's documentation.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from sheetsync.config.vault import S3_ADDRESS
from sheetsync.errors import MissingExtraError, RemoteVaultError
from sheetsync.language import Phrase
from sheetsync.portal.vault.remote import Kept, Parcel

_RETRIES = 2
_PATIENCE = timedelta(seconds=60)
_LONGEST = 600
#: Where the server is, if not at Amazon's.
_ENDPOINTS = ("AWS_ENDPOINT_URL", "AWS_ENDPOINT", "AWS_ENDPOINT_URL_S3")
#: A server within one's own walls may go without a certificate, if its owner says so.
_PLAIN = "AWS_ALLOW_HTTP"
#: How long a request took: else one trouble would be another one each time.
_TOOK = re.compile(r" in [\d.]+\w?s\b")
_CODE = re.compile(r"<Code>(\w{1,60})</Code>")
_NO_FILE = "<Code>NoSuchKey</Code>"


@dataclass(frozen=True, slots=True)
class S3Vault:
    """A bucket, or a part of it.

    Attributes:
        address: ``s3://bucket/prefix``, for messages.
        store: of obstore; its representation holds no key.
    """

    address: str
    store: Any = field(repr=False)

    @classmethod
    def at(cls, address: str) -> "S3Vault":
        """The bucket of a config's address, with what the environment says of keys and endpoint.

        Raises:
            MissingExtraError: obstore is not installed.
            RemoteVaultError: the environment says something that cannot be used.
        """
        match = S3_ADDRESS.fullmatch(address)
        if match is None:
            raise ValueError(address)
        try:
            from obstore.store import S3Store  # noqa: PLC0415  # an extra
        except ImportError:
            raise MissingExtraError(
                Phrase(
                    ru="portal.vault: для s3:// нужен obstore",
                    en="portal.vault: s3:// needs obstore",
                ),
                cure=Phrase(
                    ru='pip install "sheetsync[portal,s3]"', en='pip install "sheetsync[portal,s3]"'
                ),
            ) from None
        _check_endpoint(address)
        with _told(address):
            store = S3Store(
                match["bucket"],
                prefix=match["prefix"].strip("/") or None,
                client_options={
                    "connect_timeout": "10s",
                    "timeout": "120s",
                    "allow_http": os.environ.get(_PLAIN, "").lower() == "true",
                },
                retry_config={"max_retries": _RETRIES, "retry_timeout": _PATIENCE},
            )
        return cls(address, store)

    def check(self) -> None:
        """See that the bucket answers."""
        next(self.all_kept(), None)

    def reserve(self, parcel: Parcel) -> str:
        """Its place is its key."""
        return parcel.place

    def put(self, ref: str, parcel: Parcel, path: Path) -> Kept:  # noqa: ARG002  # Drive's need
        """Send a file, and read it back."""
        import obstore  # noqa: PLC0415  # an extra

        with _told(self.address):
            obstore.put(self.store, ref, path, use_multipart=False)
        found = self.look(ref)
        return found or Kept(ref, None)

    def look(self, ref: str) -> Kept | None:
        """Read a file and tell what it is."""
        digest, size = hashlib.sha256(), 0
        parts = self._parts(ref)
        if parts is None:
            return None
        for part in parts:
            digest.update(part)
            size += len(part)
        return Kept(ref, size, sha256=digest.hexdigest())

    def find(self, parcel: Parcel) -> Kept | None:
        """The key is known from the content."""
        return self.look(parcel.place)

    def all_kept(self) -> Iterator[Kept]:
        """Keys and sizes."""
        import obstore  # noqa: PLC0415  # likewise

        with _told(self.address):
            for page in obstore.list(self.store):
                for one in page:
                    yield Kept(str(one["path"]), int(one["size"]))

    def fetch(self, ref: str, into: BinaryIO) -> bool:
        """Write a file's content."""
        parts = self._parts(ref)
        if parts is None:
            return False
        into.writelines(parts)
        return True

    def discard(self, ref: str) -> None:
        """Delete a file."""
        import obstore  # noqa: PLC0415  # likewise

        with _told(self.address):
            obstore.delete(self.store, ref)

    def _parts(self, ref: str) -> Iterator[bytes] | None:
        import obstore  # noqa: PLC0415  # likewise

        with _told(self.address):
            try:
                found = obstore.get(self.store, ref)
            except FileNotFoundError as error:
                # A bucket that is not there, or a proxy's page, says nothing of the file.
                if _NO_FILE in str(error):
                    return None
                raise
            return _read(self.address, found)


def _check_endpoint(address: str) -> None:
    """Refuse an endpoint that is no address: obstore's own code would break off over it."""
    for name in _ENDPOINTS:
        parts = urlsplit(os.environ.get(name) or "https://amazon.example")
        if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
            raise RemoteVaultError(
                Phrase(
                    ru="Хранилище {address}: {name} в окружении — не адрес сервера",
                    en="The vault at {address}: {name} in the environment is no server's address",
                ),
                cure=Phrase(
                    ru="впишите https:// и имя, без ключей; пустое — Amazon",
                    en="write https:// and a name, without keys; blank is Amazon's",
                ),
                address=address,
                name=name,
            )


def _read(address: str, found: Any) -> Iterator[bytes]:  # noqa: ANN401  # obstore's own
    with _told(address):
        for part in found.stream():
            yield bytes(part)


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Say what obstore says as our own error, without what it keeps for debugging."""
    from obstore.exceptions import BaseError  # noqa: PLC0415  # likewise

    try:
        yield
    except (BaseError, OSError) as error:
        raise RemoteVaultError(
            Phrase(ru="Хранилище {address}: {reason}", en="The vault at {address}: {reason}"),
            cure=Phrase(
                ru="проверьте AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION и "
                "AWS_ENDPOINT_URL в окружении и права на bucket; файлы пока лежат на этой машине",
                en="check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and "
                "AWS_ENDPOINT_URL in the environment, and the rights on the bucket; meanwhile "
                "files lie on this machine",
            ),
            address=address,
            reason=_reason(error),
        ) from None


def _reason(error: Exception) -> str:
    """What happened and S3's code for it; an answer may quote the key id and what was signed."""
    text = str(error)
    said = _TOOK.sub("", text.partition("<")[0].partition("\n")[0]).strip()[:_LONGEST]
    code = _CODE.search(text)
    return f"{said} {code[1]}" if code else said or type(error).__name__
