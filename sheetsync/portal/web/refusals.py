"""The pages that say no, each in words and with a way out; never with a trace.

Source: portal.md 7.3, 7.4 (15).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.exceptions import HTTPException

from sheetsync.language import Lang


@dataclass(frozen=True, slots=True)
class Way:
    """Where to go from a page that says no.

    Attributes:
        url: of this portal.
        name: of the phrase on the link.
    """

    url: str
    name: str


class PageRefusal(HTTPException):
    """A page that cannot be shown, or a form that cannot be taken.

    Args:
        status: of HTTP.
        name: of its phrases: ``{name}_title`` and ``{name}``.
        facts: for their places.
        lang: of the reader; None: as the browser asks.
        retry_after_s: so long to wait; 0: no matter.
    """

    def __init__(  # noqa: PLR0913  # each is said on the page
        self,
        status: int,
        name: str,
        facts: Mapping[str, object] | None = None,
        *,
        lang: Lang | None = None,
        retry_after_s: int = 0,
        contact: str = "",
        way: Way | None = None,
    ) -> None:
        super().__init__()
        self.code = status
        self.page = RefusalPage(status, name, dict(facts or {}), lang, retry_after_s, contact, way)


@dataclass(frozen=True, slots=True)
class RefusalPage:
    """What such a page says."""

    status: int
    name: str
    facts: Mapping[str, object] = field(default_factory=dict)
    lang: Lang | None = None
    retry_after_s: int = 0
    contact: str = ""
    way: Way | None = None


#: What HTTP's own refusals are called on our pages.
_NAMES = {
    400: "bad",
    403: "foreign",
    404: "forged",
    405: "method",
    413: "too_large",
    421: "host",
    429: "slow_down",
}


def page_of(error: HTTPException, *, max_file_mb: int) -> RefusalPage:
    """What is said for an error of HTTP; anything unknown is a request that cannot be read."""
    if isinstance(error, PageRefusal):
        return error.page
    status = error.code or 500
    name = _NAMES.get(status, "bad" if status < 500 else "broken")  # noqa: PLR2004  # HTTP's own
    return RefusalPage(status, name, {"size": max_file_mb})
