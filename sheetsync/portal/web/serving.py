"""The web process: waitress, with the limits of portal.md 6, until it is told to stop."""

import gc
import logging
import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

from sheetsync.errors import PortalError, reason_of
from sheetsync.language import Phrase
from sheetsync.portal.web.app import create_app
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.request_log import WithoutTokens

#: With fewer, a page waits behind slow uploads. Source: portal.md 3, measured.
_CONNECTIONS = 1_000
_SILENCE_S = 120
#: What is being asked when the process is told to stop is finished for so long.
_FINISH_S, _TURN_S = 30, 0.1
#: So many new things before Python looks for garbage among them; its own default is 700.
_GARBAGE = 20_000


def web_server(web: PortalWeb, channels: dict[int, Any] | None = None) -> Any:  # noqa: ANN401  # waitress ships no types
    """A server that listens at `portal.listen`; its `run` serves until `close`.

    Args:
        web: what it works with.
        channels: where its connections are kept, for a caller who turns the loop; else waitress's.

    Raises:
        PortalError: the address cannot be had.
    """
    quieten()
    host, _, port = web.config.listen.rpartition(":")
    host = host.strip("[]")
    try:
        # Asked beforehand: waitress leaves half a server behind when it cannot have the address.
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, int(port)), family=family).close()
        return create_server(
            create_app(web),
            map=channels,
            host=host,
            port=int(port),
            threads=web.config.threads,
            ident=None,
            max_request_body_size=web.body_bytes,
            connection_limit=_CONNECTIONS,
            channel_timeout=_SILENCE_S,
            # Behind a proxy of ours all partners would count as one: waitress takes away what it
            # says of them. Without one nobody's word counts.
            clear_untrusted_proxy_headers=not web.config.proxy_hops,
            asyncore_use_poll=True,
        )
    except OSError as error:
        raise PortalError(
            Phrase(
                ru="Адрес {listen} занять нельзя: {reason}",
                en="The address {listen} cannot be used: {reason}",
            ),
            cure=Phrase(
                ru="остановите то, что его занимает, или укажите другой в portal.listen",
                en="stop what uses it, or name another one in `portal.listen`",
            ),
            listen=web.config.listen,
            reason=reason_of(error),
        ) from error


def serve(
    web: PortalWeb,
    announce: Callable[[str], None],
    finishing: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> None:
    """Serve until the process is told to stop, then finish what is being asked.

    Args:
        web: what it works with.
        announce: is told where it listens, once it answers.
        finishing: held while requests are finished, up to half a minute; what it was told to stop
            by goes on after that.

    Raises:
        PortalError: the address cannot be had.
    """
    channels: dict[int, Any] = {}
    server = web_server(web, channels)
    _look_for_garbage_seldom()
    try:
        announce(web.config.url)
        # Not the server's own `run`: it would end requests where they are.
        wasyncore.loop(timeout=1, map=channels, use_poll=True)
    finally:
        with finishing():
            _finish(server, channels)
        server.close()
        wasyncore.close_all(channels)


def _look_for_garbage_seldom() -> None:
    """Leave the modules out of it, and wait for more of it than one page makes.

    Pages hold hundreds of small things for a moment; by default each of them was gone through
    several times, a twelfth of a page's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE, *gc.get_threshold()[1:])


def _finish(server: Any, channels: dict[int, Any]) -> None:  # noqa: ANN401  # as above
    """Take nobody new, and turn the loop until everybody is answered or the time is over."""
    for one in channels.values():
        if isinstance(one, BaseWSGIServer):
            one.accepting = False
    until = time.monotonic() + _FINISH_S
    while time.monotonic() < until and any(map(_is_asking, list(channels.values()))):
        wasyncore.loop(timeout=_TURN_S, map=channels, use_poll=True, count=1)
    server.task_dispatcher.shutdown()


def _is_asking(one: object) -> bool:
    """Whether a connection has asked something, wholly or in part, or is still being answered."""
    return isinstance(one, HTTPChannel) and bool(
        one.requests or one.request is not None or one.total_outbufs_len
    )


def quieten() -> None:
    """Keep tokens out of what waitress writes, and have it write no line for each that waits."""
    log = logging.getLogger("waitress")
    # On a busy morning it warns of every request that finds all threads at work.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    if not any(isinstance(one, WithoutTokens) for one in log.filters):
        log.addFilter(WithoutTokens())
