"""Nobody asks too often: pages are counted here first, what matters in the store at once.

Source: portal.md 7.3 (rates).
"""

from collections import Counter
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from flask import Flask, current_app, g, request

from sheetsync.portal.store.rates import Rate, count_hit
from sheetsync.portal.web.blocked import BlockedNow
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.refusals import PageRefusal
from sheetsync.portal.web.security import HEALTH, STATIC

PAGES = Rate("page", 120, 60)
UPLOADS = Rate("upload", 20, 60)
WRONG_LINKS = Rate("wrong-link", 20, 60, block_s=600)
LETTERS_FROM = Rate("letter-from", 20, 3600)
LETTERS_TO = Rate("letter-to", 5, 3600)
NEW_BROWSERS = Rate("new-browser", 5, 3600)
ENDED = Rate("ended", 9, 86_400, block_s=3600)
#: Few pages a minute are nobody's concern, and write nothing; beyond, each process tells the store
#: of so many at once.
_UNTOLD, _AT_ONCE = 30, 10
#: Whoever has a block of addresses counts as one.
_NETWORK_V4, _NETWORK_V6 = 24, 48
_WRONG_LINKS = "wrong links"
_ONE_V6 = 64


class PageCounter:
    """How often each address asked this process within the minute."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0
        self._hits: Counter[str] = Counter()
        self._stopped: set[str] = set()

    def untold(self, who: str, minute: int) -> int:
        """Count a page; how many the store is to be told of now, 0 for none."""
        with self._lock:
            if minute != self._minute:
                self._minute, self._hits, self._stopped = minute, Counter(), set()
            self._hits[who] += 1
            hits = self._hits[who]
        if hits < _UNTOLD or hits % _AT_ONCE:
            return 0
        return _UNTOLD if hits == _UNTOLD else _AT_ONCE

    def stop(self, who: str) -> None:
        """Refuse whoever it is until the minute is over, without asking the store each time."""
        with self._lock:
            self._stopped.add(who)

    def is_stopped(self, who: str, minute: int) -> bool:
        """Whether somebody was refused within the minute."""
        with self._lock:
            return minute == self._minute and who in self._stopped


def install_brakes(app: Flask, web: PortalWeb) -> None:
    """Have every page counted by the address that asks."""
    counter = PageCounter()
    app.extensions[_WRONG_LINKS] = WrongLinks(web)

    @app.before_request
    def count_page() -> None:
        if request.endpoint in {HEALTH, STATIC}:
            return
        now = web.now()
        who = asking(web)
        moment = int(now.timestamp())
        minute = moment // PAGES.window_s
        if counter.is_stopped(who, minute):
            refuse_for(PAGES.window_s - moment % PAGES.window_s)
        untold = counter.untold(who, minute)
        if untold:
            seconds = count_hit(web.store, PAGES, who, now, untold)
            if seconds:
                counter.stop(who)
            refuse_for(seconds)


def count(web: PortalWeb, rate: Rate, who: str = "") -> None:
    """Count what somebody does; by the address that asks unless it is said otherwise.

    Raises:
        PageRefusal: 429, too often.
    """
    refuse_for(count_hit(web.store, rate, who or asking(web), web.now()))


class WrongLinks:
    """Whoever tries too many links that nobody signed is let through no more for a while."""

    def __init__(self, web: PortalWeb) -> None:
        self._web = web
        self._blocked = BlockedNow(web.store, WRONG_LINKS)

    def refuse_blocked(self) -> None:
        """Let nobody through who is blocked.

        Raises:
            PageRefusal: 429.
        """
        refuse_for(self._blocked.wait_s(asking(self._web), self._web.now()))

    def count(self) -> None:
        """Count a link that nobody signed.

        Raises:
            PageRefusal: 429, too many.
        """
        seconds = count_hit(self._web.store, WRONG_LINKS, asking(self._web), self._web.now())
        if seconds:
            self._blocked.look_again()
        refuse_for(seconds)


def wrong_links() -> WrongLinks:
    """Of the app that answers."""
    kept: WrongLinks = current_app.extensions[_WRONG_LINKS]
    return kept


def refuse_for(seconds: int) -> None:
    """Refuse for so many seconds, if any.

    Raises:
        PageRefusal: 429 with `Retry-After`.
    """
    if seconds:
        raise PageRefusal(429, "slow_down", {"wait_s": seconds}, retry_after_s=seconds)


def asking(web: PortalWeb) -> str:
    """Who asks, by address, as nobody reads it back; found once a request."""
    who: str | None = g.get("asking")
    if who is None:
        who = g.asking = web.sealed("rates", _one(request.remote_addr or ""))
    return who


def _one(address: str) -> str:
    """An address as one asker: of version 6 its half, which one line has to itself."""
    if ":" not in address:
        return address
    try:
        return str(ip_network((IPv6Address(address), _ONE_V6), strict=False))
    except ValueError:
        return address


def masked(address: str) -> str:
    """An address as logs may hold it: its network.

    >>> masked("203.0.113.77"), masked("2001:db8:1:2::9"), masked("unix")
    ('203.0.113.0/24', '2001:db8:1::/48', '')
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    bits = _NETWORK_V6 if parsed.version == 6 else _NETWORK_V4  # noqa: PLR2004  # of the protocol
    return str(ip_network((parsed, bits), strict=False))
