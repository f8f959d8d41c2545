"""Whether a request comes from this machine and was meant for it (DNS rebinding)."""

from ipaddress import ip_address
from wsgiref.types import WSGIEnvironment

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
#: The page itself, or a person who typed the address; "same-site" is another port of this machine.
_OWN_SITES = frozenset({"same-origin", "none"})


def is_local(environ: WSGIEnvironment) -> bool:
    """Whether the caller is this machine and the Host header names it.

    A page elsewhere can point a name of its own at 127.0.0.1 and then read what a browser
    gets from there; the Host header still carries that name.
    """
    return _is_loopback(str(environ.get("REMOTE_ADDR", ""))) and is_loopback_host(
        str(environ.get("HTTP_HOST", ""))
    )


def is_cross_origin(environ: WSGIEnvironment) -> bool:
    """Whether another site's page, open in a browser of this machine, asks for a change.

    A browser lets any page post to any address; only the answer is kept from it. It says where the
    page is from in Sec-Fetch-Site, or, an older one, in Origin. Programs send neither.
    """
    if environ.get("REQUEST_METHOD") in _READING:
        return False
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site is not None and site not in _OWN_SITES:
        return True
    origin = environ.get("HTTP_ORIGIN")
    own = f"{environ.get('wsgi.url_scheme', 'http')}://{environ.get('HTTP_HOST', '')}"
    return origin is not None and origin.lower() != own.lower()


def is_loopback_host(host: str) -> bool:
    """Whether a Host header names this machine.

    >>> is_loopback_host("127.0.0.1:8790"), is_loopback_host("[::1]"), is_loopback_host("localhost")
    (True, True, True)
    >>> is_loopback_host("127.0.0.1.example:8790"), is_loopback_host("")
    (False, False)
    """
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    return name.lower() == "localhost" or _is_loopback(name)


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
