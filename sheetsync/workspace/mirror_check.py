"""What doctor tells of the mirror: a broken one stops no job, and keeps nothing either."""

from sheetsync.config import Config
from sheetsync.errors import SheetsyncError
from sheetsync.language import Phrase
from sheetsync.language.phrases import as_it_is
from sheetsync.mirror.opening import is_made
from sheetsync.mirror.upkeep import MirrorStatus, status
from sheetsync.workspace.checks import Check
from sheetsync.workspace.mirroring import mirror_of

_NAME = "mirror"
_BYTES_A_MEGABYTE = 1_000_000
_KEPT = Phrase(
    ru="вкладок {tabs}, строк {rows}, версий {versions}, {megabytes:.1f} МБ",
    en="{tabs} tabs, {rows} rows, {versions} versions, {megabytes:.1f} MB",
)
_UNMADE = Phrase(ru="появится с первым запуском", en="comes with the first run")
_HELD = Phrase(ru="ждут человека: {titles}", en="waiting for somebody: {titles}")


def mirror_check(config: Config) -> Check:
    """How the mirror stands: nothing to do, tabs that wait, or a database that cannot be asked."""
    if not is_made(config.mirror.url, config.path(".")):
        return Check(_NAME, "ok", _UNMADE)
    try:
        with mirror_of(config, read_only=True) as mirror:
            return _told(status(mirror))
    except SheetsyncError as error:
        return Check(_NAME, "warning", error.words, error.cure_words)


def _told(found: MirrorStatus) -> Check:
    held = [tab.title for tab in found.tabs if tab.held]
    if held:
        said = _HELD.given(titles=", ".join(held))
        return Check(_NAME, "warning", said, as_it_is("sheetsync mirror status"))
    said = _KEPT.given(
        tabs=len(found.tabs),
        rows=sum(tab.rows for tab in found.tabs),
        versions=sum(tab.versions for tab in found.tabs),
        megabytes=found.bytes / _BYTES_A_MEGABYTE,
    )
    return Check(_NAME, "ok", said)
