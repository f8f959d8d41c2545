"""What doctor tells of the portal: store, vault, keys, address, scanner, worker. No frames needed.

A broken portal stops no job; partners' pages are another matter, so each part names its cure.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from sheetsync.config import ClamdConfig, Config
from sheetsync.dates import Clock
from sheetsync.language import Phrase
from sheetsync.language.phrases import as_it_is
from sheetsync.portal.limits import Limits
from sheetsync.portal.store.away import all_away
from sheetsync.portal.store.files_told import files_told
from sheetsync.portal.store.opening import open_store, store_address
from sheetsync.portal.store.owner import owner_of
from sheetsync.portal.store.worker import get_value, queue_of
from sheetsync.portal.stored_round import LAST_ROUND, round_of
from sheetsync.portal.vault.scanning import Clamd
from sheetsync.workspace.checks import Check, guarded
from sheetsync.workspace.portal_config import portal_section, portal_vault
from sheetsync.workspace.secret_files import portal_keys

#: A worker that lives has made a round within so long.
_SILENT_AFTER = timedelta(minutes=15)
_MB = 1_000_000
_UNMADE = Phrase(ru="появится с первым запуском портала", en="comes with the portal's first start")
_STORE = Phrase(
    ru="базу можно читать, для журнала ждёт событий: {count}",
    en="the store can be read, events waiting for the log: {count}",
)
_NEVER = Phrase(ru="обработчик ещё не работал", en="the worker has not run yet")
_SILENT = Phrase(
    ru="обработчик молчит с {since} UTC", en="the worker has been silent since {since} UTC"
)
_START = Phrase(
    ru="запустите sheetsync portal или sheetsync portal worker",
    en="start sheetsync portal, or sheetsync portal worker",
)
_LACKS = Phrase(ru="в таблице нет вкладок: {tabs}", en="the workbook lacks the tabs {tabs}")
_REPAIR = as_it_is("sheetsync init --repair --with portal")
_STOPPED = Phrase(ru="в последний раз помешало: {trouble}", en="the last round met: {trouble}")
_WORKS = Phrase(
    ru="последний раз в {at} UTC, ждут наших людей: {waiting}",
    en="the last round at {at} UTC, waiting for our people: {waiting}",
)
_VAULT = Phrase(ru="для файлов свободно {free_mb} МБ", en="{free_mb} MB are free for files")
_FULL = Phrase(
    ru="для файлов свободно только {free_mb} МБ: их больше не принимают",
    en="only {free_mb} MB are free for files: none are taken any more",
)
_ARCHIVE = "portal archive"
_NAMED = 5
_KEPT = Phrase(
    ru="Диск или S3 отвечает, файлы на месте; ждут отправки: {count}",
    en="Drive or S3 answers, all files are there; waiting to be sent: {count}",
)
_STUCK = Phrase(
    ru="файлы ждут на этой машине: {trouble}", en="files wait on this machine: {trouble}"
)
_LOST = Phrase(
    ru="файлов нет там, где они хранились, или они изменены: {files}",
    en="files are gone from where they were kept, or changed: {files}",
)
_LOST_CURE = Phrase(
    ru="верните их из корзины Диска или из версий S3; за сутки портал найдёт их сам. Что ещё лежит "
    "на этой машине, он отправит ещё раз",
    en="bring them back from Drive's bin or from the versions of S3; within a day the portal finds "
    "them by itself. What still lies on this machine it sends again",
)
_KEYS = Phrase(ru="ключей подписи: {count}", en="signing keys: {count}")
_NO_SCAN = Phrase(
    ru="файлы партнёров никто не проверяет на вирусы", en="nobody scans partners' files"
)
_SCAN_CURE = as_it_is("portal: {scan: {clamd: 127.0.0.1:3310}}")
_SCANS = Phrase(ru="clamd отвечает", en="clamd answers")


def portal_checks(config: Config, clock: Clock) -> Iterator[Check]:
    """How the parts of the portal stand, each by itself.

    Args:
        config: with a section `portal`.
        clock: this machine's.
    """
    parts: tuple[tuple[str, Callable[[], Check]], ...] = (
        ("portal store", lambda: _store(config)),
        ("portal worker", lambda: _worker(config, clock)),
        ("portal files", lambda: _vault(config)),
        (_ARCHIVE, lambda: _archive(config, clock)),
        ("portal keys", lambda: _keys(config)),
        ("portal scanner", lambda: _scanner(config)),
    )
    is_away = portal_section(config).is_vault_away
    yield from (guarded(name, check) for name, check in parts if is_away or name != _ARCHIVE)


def _store(config: Config) -> Check:
    address = store_address(config)
    owner = owner_of(address)
    if not owner:
        return Check("portal store", "ok", _UNMADE)
    with open_store(address, config.spreadsheet_id or owner) as store:
        return Check("portal store", "ok", _STORE.given(count=queue_of(store).untold))


def _worker(config: Config, clock: Clock) -> Check:
    address = store_address(config)
    owner = owner_of(address)
    last = None
    if owner:
        with open_store(address, config.spreadsheet_id or owner) as store:
            last = round_of(get_value(store, LAST_ROUND))
    if last is None:
        return Check("portal worker", "warning", _NEVER, _START)
    at = f"{last.at:%Y-%m-%d %H:%M}"
    if clock.now() - last.at > _SILENT_AFTER:
        return Check("portal worker", "bad", _SILENT.given(since=at), _START)
    if last.missing:
        said = _LACKS.given(tabs=", ".join(last.missing))
        return Check("portal worker", "bad", said, _REPAIR)
    if last.trouble:
        said = _STOPPED.given(trouble="; ".join(last.trouble))
        return Check("portal worker", "warning", said, as_it_is("sheetsync portal queue"))
    return Check("portal worker", "ok", _WORKS.given(at=at, waiting=last.waiting))


def _vault(config: Config) -> Check:
    free = portal_vault(config).free_bytes()
    free_mb = free // _MB
    if free < Limits().free_bytes:
        return Check(
            "portal files",
            "bad",
            _FULL.given(free_mb=free_mb),
            Phrase(ru="освободите место на диске", en="make room on the disk"),
        )
    return Check("portal files", "ok", _VAULT.given(free_mb=free_mb))


def _archive(config: Config, clock: Clock) -> Check:
    """Whether Drive or S3 has all that it shall have; files that it lacks are named."""
    from sheetsync.workspace.portal_files import lost_files  # noqa: PLC0415  # frames: a second
    from sheetsync.workspace.portal_remote import open_remote  # noqa: PLC0415  # likewise

    address = store_address(config)
    owner = owner_of(address)
    remote = open_remote(config, clock)
    remote.check()
    if not owner:
        return Check(_ARCHIVE, "ok", _UNMADE)
    with open_store(address, config.spreadsheet_id or owner) as store:
        told = files_told(store)
        lost = (*all_away(store, "gone"), *lost_files(store, remote))
    if lost:
        names = ", ".join(one.parcel.name for one in lost[:_NAMED])
        more = len(lost) - _NAMED
        files = f"{names}, +{more}" if more > 0 else names
        return Check(_ARCHIVE, "bad", _LOST.given(files=files), _LOST_CURE)
    if told.trouble:
        return Check(_ARCHIVE, "warning", _STUCK.given(trouble=told.trouble))
    return Check(_ARCHIVE, "ok", _KEPT.given(count=told.unsent))


def _keys(config: Config) -> Check:
    return Check("portal keys", "ok", _KEYS.given(count=len(portal_keys(config))))


def _scanner(config: Config) -> Check:
    scan = portal_section(config).scan
    if not isinstance(scan, ClamdConfig):
        return Check("portal scanner", "warning", _NO_SCAN, _SCAN_CURE)
    Clamd.at(scan.clamd).ping()
    return Check("portal scanner", "ok", _SCANS)
