"""Whether a request comes from this machine and was meant for it (DNS rebinding)."""

from ipaddress import ip_address
from wsgiref.types import WSGIEnvironment


def is_local(environ: WSGIEnvironment) -> bool:
    """Whether the caller is this machine and the Host header names it.

    A page elsewhere can point a name of its own at 127.0.0.1 and then read what a browser
    gets from there; the Host header still carries that name.
    """
    return _is_loopback(str(environ.get("REMOTE_ADDR", ""))) and is_loopback_host(
        str(environ.get("HTTP_HOST", ""))
    )


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
