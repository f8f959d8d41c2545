"""What waits in the portal's store, told for people and for machines."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sheetsync.cli.speech import Speech
from sheetsync.language import Phrase
from sheetsync.portal.store.files_told import files_told
from sheetsync.portal.store.letters import letters_in
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.shelf import shelf_filled_at
from sheetsync.portal.store.worker import get_value, pending_files, queue_of
from sheetsync.portal.stored_round import LAST_ROUND, StoredRound, round_of

_A_MINUTE_S = 60
_WORDS = {
    "untold": Phrase(
        ru="в журнал не записано: {count}, старейшее — {minutes} мин",
        en="waiting for the log: {count}, the oldest for {minutes} min",
    ),
    "told": Phrase(ru="в журнал записано всё", en="the log knows everything"),
    "letters": Phrase(
        ru="письма: ждут {pending}, не ушли {failed}, неясно {unknown}",
        en="letters: {pending} pending, {failed} failed, {unknown} unclear",
    ),
    "scans": Phrase(
        ru="файлов ждёт антивируса: {count}", en="files waiting for the scanner: {count}"
    ),
    "unsent": Phrase(
        ru="файлов ещё не отправлено в хранилище: {count}; они лежат на этой машине",
        en="files not sent to the vault yet: {count}; they lie on this machine",
    ),
    "gone": Phrase(
        ru="файлов удалено или заменено в хранилище: {count}",
        en="files removed or replaced in the vault: {count}",
    ),
    "files_trouble": Phrase(
        ru="файлам мешает ({minutes} мин): {trouble}",
        en="in the way of files ({minutes} min): {trouble}",
    ),
    "shelf": Phrase(
        ru="страницы партнёров: данные {minutes} мин назад", en="partners' pages: {minutes} min old"
    ),
    "no_shelf": Phrase(ru="страниц партнёров ещё нет", en="there are no partners' pages yet"),
    "waiting": Phrase(
        ru="ждут наших людей: {count}, старейшая — {days} дн.",
        en="waiting for our people: {count}, the oldest for {days} days",
    ),
    "none": Phrase(ru="наших людей ничего не ждёт", en="nothing waits for our people"),
    "trouble": Phrase(ru="последний раз: {trouble}", en="the last round: {trouble}"),
    "missing": Phrase(ru="нет вкладок: {tabs}", en="missing tabs: {tabs}"),
}


def queue_told(store: Store, now: datetime, *, is_away: bool = False) -> dict[str, Any]:
    """What waits, as JSON values.

    Args:
        store: the portal's.
        now: an aware moment.
        is_away: files are kept in Drive or S3.

    Raises:
        DatabaseError: the store cannot be read.
    """
    queue, last, filled = queue_of(store), last_round(store), shelf_filled_at(store)
    letters = letters_in(store, ("pending", "sending", "failed", "unknown"))
    states = [letter.state for letter in letters]
    return {
        "untold": queue.untold,
        "oldest_untold_s": _age_s(queue.oldest_at, now),
        "pending": states.count("pending") + states.count("sending"),
        "failed": states.count("failed"),
        "unknown": states.count("unknown"),
        "unscanned": len(pending_files(store)),
        **(_files(store, now) if is_away else {}),
        "shelf_age_s": _age_s(filled, now),
        "last_round": last.at.isoformat(timespec="seconds") if last else None,
        "waiting": last.waiting if last else 0,
        "oldest_waiting_s": _age_s(last.oldest_at, now) if last else None,
        "missing_tabs": list(last.missing) if last else [],
        "trouble": list(last.trouble) if last else [],
    }


def _files(store: Store, now: datetime) -> dict[str, Any]:
    told = files_told(store)
    return {
        "files_unsent": told.unsent,
        "files_wanted": told.wanted,
        "files_gone": told.gone,
        "files_trouble": told.trouble,
        "files_trouble_s": _age_s(told.since, now),
    }


def last_round(store: Store) -> StoredRound | None:
    """What the last round brought; None before the first one.

    Raises:
        DatabaseError: the store cannot be read.
    """
    return round_of(get_value(store, LAST_ROUND))


def queue_words(found: dict[str, Any], speaking: Speech) -> Iterator[str]:
    """The same in words, a line a fact."""
    say = speaking.say
    if found["untold"]:
        minutes = (found["oldest_untold_s"] or 0) // _A_MINUTE_S
        yield say(_WORDS["untold"], count=found["untold"], minutes=minutes)
    else:
        yield say(_WORDS["told"])
    yield say(_WORDS["letters"], **{name: found[name] for name in ("pending", "failed", "unknown")})
    if found["unscanned"]:
        yield say(_WORDS["scans"], count=found["unscanned"])
    if found.get("files_unsent"):
        yield say(_WORDS["unsent"], count=found["files_unsent"])
    if found.get("files_gone"):
        yield say(_WORDS["gone"], count=found["files_gone"])
    if found.get("files_trouble"):
        minutes = (found["files_trouble_s"] or 0) // _A_MINUTE_S
        yield say(_WORDS["files_trouble"], trouble=found["files_trouble"], minutes=minutes)
    yield from _pages(found, speaking)
    if found["missing_tabs"]:
        yield say(_WORDS["missing"], tabs=", ".join(found["missing_tabs"]))
    for trouble in found["trouble"]:
        yield say(_WORDS["trouble"], trouble=trouble)


def _pages(found: dict[str, Any], speaking: Speech) -> Iterator[str]:
    if found["shelf_age_s"] is None:
        yield speaking.say(_WORDS["no_shelf"])
        return
    yield speaking.say(_WORDS["shelf"], minutes=found["shelf_age_s"] // _A_MINUTE_S)
    if not found["waiting"]:
        yield speaking.say(_WORDS["none"])
        return
    days = (found["oldest_waiting_s"] or 0) // (24 * 60 * _A_MINUTE_S)
    yield speaking.say(_WORDS["waiting"], count=found["waiting"], days=days)


def _age_s(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max(int((now - moment).total_seconds()), 0)
