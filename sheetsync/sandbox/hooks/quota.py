"""Google's quota of reads and writes a minute, with the bodies it answers over it.

Source: sheets-api 2.8 and 5 (60 reads and 60 writes a minute and user; 429 beyond).
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

_MINUTE = timedelta(minutes=1)
#: POST requests that only read.
_READING_POST = re.compile(r":(batchGetByDataFilter|getByDataFilter|search)$")
_PROJECT = "000000000000"


def quota_kind(method: str, path: str) -> str | None:
    """Which quota a request counts against: ``read``, ``write`` or, for Drive, none.

    >>> quota_kind("GET", "/v4/spreadsheets/ID"), quota_kind("PUT", "/v4/spreadsheets/ID/values/A1")
    ('read', 'write')
    >>> quota_kind("GET", "/drive/v3/files") is None
    True
    """
    if not path.startswith("/v4/"):
        return None
    return "read" if method == "GET" or _READING_POST.search(path) else "write"


@dataclass
class Quota:
    """How many requests a user may still send in this minute.

    Attributes:
        limits: requests a minute by kind; a kind without a limit is free.
    """

    limits: dict[str, int] = field(default_factory=dict)
    _since: dict[str, datetime] = field(default_factory=dict)
    _spent: Counter[str] = field(default_factory=Counter)

    def spend(self, kind: str | None, user: str, now: datetime) -> bool:
        """Count one request; False when the user's minute is used up.

        A refused request costs nothing. The minute begins with its first request.
        """
        if kind is None or kind not in self.limits:
            return True
        key = f"{kind} {user}"
        if key not in self._since or now - self._since[key] >= _MINUTE:
            self._since[key] = now
            self._spent[key] = 0
        if self._spent[key] >= self.limits[kind]:
            return False
        self._spent[key] += 1
        return True


def exhausted(kind: str, limit: int) -> dict[str, Any]:
    """The body of a 429 for a kind of request and its limit a minute."""
    name = {"read": "Read", "write": "Write"}[kind]
    metric = f"{name} requests"
    return {
        "error": {
            "code": 429,
            "message": f"Quota exceeded for quota metric '{metric}' and limit '{metric} per "
            "minute per user' of service 'sheets.googleapis.com' for consumer "
            f"'project_number:{_PROJECT}'.",
            "status": "RESOURCE_EXHAUSTED",
            "details": [_error_info(kind, name, limit), _help()],
        }
    }


def _error_info(kind: str, name: str, limit: int) -> dict[str, Any]:
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "service": "sheets.googleapis.com",
            "consumer": f"projects/{_PROJECT}",
            "quota_location": "global",
            "quota_metric": f"sheets.googleapis.com/{kind}_requests",
            "quota_limit": f"{name}RequestsPerMinutePerUser",
            "quota_limit_value": f"{limit}",
        },
    }


def _help() -> dict[str, Any]:
    return {
        "@type": "type.googleapis.com/google.rpc.Help",
        "links": [
            {
                "description": "Request a higher quota limit.",
                "url": "https://cloud.google.com/docs/quotas/help/request_increase",
            }
        ],
    }
