"""What the web process works with: handed in by whoever starts it."""

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from sheetsync.config import PortalConfig
from sheetsync.dates import Clock
from sheetsync.portal.limits import Limits
from sheetsync.portal.store.opening import Store
from sheetsync.portal.vault.folder import Vault

#: A link of a letter is good for so many days unless config.yaml says otherwise.
_MAX_AGE_DAYS = 35
_MB = 1_000_000
#: Room for the fields beside the files.
_FIELDS_BYTES = 1_000_000


@dataclass(frozen=True)
class PortalWeb:
    """What the web process works with.

    Attributes:
        store: where submissions, sessions and counters are.
        vault: where files are.
        config: the section `portal`.
        keys: signing keys of links, oldest first; the last one signs.
        clock: the only way to ask the time.
        max_age_days: so long a link of a letter is good.
        show_letter: of the demo alone, whose pages open without a letter: is told address, link and
            code of each one-time letter. None everywhere else.
    """

    store: Store
    vault: Vault
    config: PortalConfig
    keys: Sequence[str] = field(repr=False)
    clock: Clock
    max_age_days: int = _MAX_AGE_DAYS
    show_letter: Callable[[str, str, str], None] | None = field(default=None, repr=False)

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return self.clock.now()

    @cached_property
    def host(self) -> str:
        """The host that browsers name, with its port where the url has one."""
        return urlsplit(self.config.url).netloc.lower()

    @cached_property
    def origin(self) -> str:
        """Where our own forms come from."""
        parts = urlsplit(self.config.url)
        return f"{parts.scheme}://{parts.netloc}".lower()

    @cached_property
    def is_secure(self) -> bool:
        """Whether browsers reach the portal by https."""
        return urlsplit(self.config.url).scheme == "https"

    @cached_property
    def limits(self) -> Limits:
        """How much partners may send."""
        return Limits(
            file_bytes=self.config.max_file_mb * _MB, files_per_month=self.config.files_per_month
        )

    @property
    def body_bytes(self) -> int:
        """The largest request that is taken. Source: portal.md 6, sizes."""
        return self.limits.files_at_once * self.limits.file_bytes + _FIELDS_BYTES

    def derived(self, use: str) -> bytes:
        """A key for one use, of the newest signing key: what leaks of one use opens no other."""
        return hmac.digest(self.keys[-1].encode(), use.encode(), "sha256")

    def sealed(self, use: str, text: str) -> str:
        """A text as nobody without the key can make it, and nobody reads it back."""
        seal = self._seals.get(use)
        if seal is None:
            seal = self._seals[use] = hmac.new(self.derived(use), digestmod="sha256")
        made = seal.copy()
        made.update(text.encode())
        return made.hexdigest()

    @cached_property
    def _seals(self) -> dict[str, hmac.HMAC]:
        """By use: the key's part of a seal, which every page asks for, is made once."""
        return {}
