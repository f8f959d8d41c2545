"""Which request a fault or an edit waits for."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

Waiting = TypeVar("Waiting")


@dataclass
class Trigger(Generic[Waiting]):
    """Something that happens at certain requests.

    Attributes:
        what: what happens.
        method: a regular expression the method must match wholly, "" for any.
        path: a regular expression found in the decoded path and query, "" for any.
        skip: matching requests that pass first.
        times: matching requests it happens at.
    """

    what: Waiting
    method: str = ""
    path: str = ""
    skip: int = 0
    times: int = 1

    def fires(self, method: str, target: str) -> bool:
        """Whether it happens at this request; counts the request when it matches."""
        if self.times <= 0 or not self._matches(method, target):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True

    def _matches(self, method: str, target: str) -> bool:
        if self.method and not re.fullmatch(self.method, method):
            return False
        return re.search(self.path, target) is not None
