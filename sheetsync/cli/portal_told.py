"""What waits in the portal's store, told for people and for machines."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sheetsync.cli.speech import Speech
from sheetsync.config import PortalConfig
from sheetsync.language import Phrase
from sheetsync.language.days import ago, day_clock
from sheetsync.portal.store.entering import acceptances_under_way
from sheetsync.portal.store.files_told import files_told
from sheetsync.portal.store.letters import letters_in
from sheetsync.portal.store.mail_state import mail_state_in
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
    "rows": Phrase(
        ru="строк вносится в таблицу: {count}", en="rows being entered in the spreadsheet: {count}"
    ),
    "round": Phrase(
        ru="последний круг: {at}; таблица прочитана: {read}",
        en="the last round: {at}; the spreadsheet was read: {read}",
    ),
    "no_round": Phrase(ru="круга ещё не было", en="there was no round yet"),
    "unread": Phrase(ru="ещё не была", en="never yet"),
    "share": Phrase(
        ru="доля записей в Google: {most} в минуту, остальное у заданий",
        en="share of writes to Google: {most} a minute, the rest is for jobs",
    ),
    "share_used": Phrase(
        ru="доля записей в Google: {used} из {most} в минуту в последний круг, остальное у заданий",
        en="share of writes to Google: {used} of {most} a minute in the last round, the rest is "
        "for jobs",
    ),
    "mail": Phrase(
        ru="письма не уходят с {when} ({ago})", en="no letters go out since {when} ({ago})"
    ),
    "trouble": Phrase(ru="последний раз: {trouble}", en="the last round: {trouble}"),
    "missing": Phrase(ru="нет вкладок: {tabs}", en="missing tabs: {tabs}"),
}


def queue_told(store: Store, now: datetime, config: PortalConfig) -> dict[str, Any]:
    """What waits, as JSON values: what the desk's page of the queue shows.

    Args:
        store: the portal's.
        now: an aware moment.
        config: says where files are kept, what share of the quota is the portal's, whether our
            people enter rows by the desk.

    Raises:
        DatabaseError: the store cannot be read.
    """
    queue, last, filled = queue_of(store), last_round(store), shelf_filled_at(store)
    letters = letters_in(store, ("pending", "sending", "failed", "unknown"))
    states = [letter.state for letter in letters]
    failing = mail_state_in(store).failing_since
    return {
        "untold": queue.untold,
        "oldest_untold_s": _age_s(queue.oldest_at, now),
        "pending": states.count("pending") + states.count("sending"),
        "failed": states.count("failed"),
        "unknown": states.count("unknown"),
        "unscanned": len(pending_files(store)),
        **(_files(store, now) if config.is_vault_away else {}),
        **({"rows": len(acceptances_under_way(store))} if config.accept_appends else {}),
        "shelf_age_s": _age_s(filled, now),
        "last_round": _iso(last.at if last else None),
        "last_round_age_s": _age_s(last.at, now) if last else None,
        "read_age_s": _age_s(last.read_at, now) if last else None,
        "writes_used": last.writes if last else None,
        "writes_per_minute": config.writes_per_minute,
        "mail_failing_since": _iso(failing),
        "mail_failing_s": _age_s(failing, now),
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
    yield from _letters(found, speaking)
    if found.get("rows"):
        yield say(_WORDS["rows"], count=found["rows"])
    yield from _kept_files(found, speaking)
    yield from _pages(found, speaking)
    yield from _rounds(found, speaking)
    if found["missing_tabs"]:
        yield say(_WORDS["missing"], tabs=", ".join(found["missing_tabs"]))
    for trouble in found["trouble"]:
        yield say(_WORDS["trouble"], trouble=trouble)


def _letters(found: dict[str, Any], speaking: Speech) -> Iterator[str]:
    states = {name: found[name] for name in ("pending", "failed", "unknown")}
    yield speaking.say(_WORDS["letters"], **states)
    if found["mail_failing_since"]:
        when = datetime.fromisoformat(found["mail_failing_since"])
        passed = _ago(found["mail_failing_s"], speaking)
        yield speaking.say(_WORDS["mail"], when=f"{day_clock(when, speaking.lang)} UTC", ago=passed)


def _kept_files(found: dict[str, Any], speaking: Speech) -> Iterator[str]:
    say = speaking.say
    if found["unscanned"]:
        yield say(_WORDS["scans"], count=found["unscanned"])
    if found.get("files_unsent"):
        yield say(_WORDS["unsent"], count=found["files_unsent"])
    if found.get("files_gone"):
        yield say(_WORDS["gone"], count=found["files_gone"])
    if found.get("files_trouble"):
        minutes = (found["files_trouble_s"] or 0) // _A_MINUTE_S
        yield say(_WORDS["files_trouble"], trouble=found["files_trouble"], minutes=minutes)


def _rounds(found: dict[str, Any], speaking: Speech) -> Iterator[str]:
    """How the worker keeps up, and how much of Google's quota it uses."""
    say = speaking.say
    if found["last_round_age_s"] is None:
        yield say(_WORDS["no_round"])
    else:
        at, read = _ago(found["last_round_age_s"], speaking), _ago(found["read_age_s"], speaking)
        yield say(_WORDS["round"], at=at, read=read)
    used, most = found["writes_used"], found["writes_per_minute"]
    if used is None:
        yield say(_WORDS["share"], most=most)
    else:
        yield say(_WORDS["share_used"], used=used, most=most)


def _ago(seconds: int | None, speaking: Speech) -> str:
    if seconds is None:
        return speaking.say(_WORDS["unread"])
    return ago(timedelta(seconds=seconds), speaking.lang)


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


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _age_s(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max(int((now - moment).total_seconds()), 0)
