"""The web process: waitress, with the limits of portal.md 6, until it is told to stop."""

import logging
import socket
from collections.abc import Callable
from typing import Any

from waitress.server import create_server

from sheetsync.errors import PortalError, reason_of
from sheetsync.language import Phrase
from sheetsync.portal.web.app import create_app
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.request_log import WithoutTokens

#: With fewer, a page waits behind slow uploads. Source: portal.md 3, measured.
_CONNECTIONS = 1_000
_SILENCE_S = 120


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


def serve(web: PortalWeb, announce: Callable[[str], None]) -> None:
    """Serve until the process is told to stop.

    Args:
        web: what it works with.
        announce: is told where it listens, once it answers.

    Raises:
        PortalError: the address cannot be had.
    """
    server = web_server(web)
    try:
        announce(web.config.url)
        server.run()
    finally:
        server.close()


def quieten() -> None:
    """Keep tokens out of what waitress writes about requests."""
    log = logging.getLogger("waitress")
    if not any(isinstance(one, WithoutTokens) for one in log.filters):
        log.addFilter(WithoutTokens())
