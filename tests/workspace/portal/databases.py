"""On which databases a test of the portal runs."""

import pytest

from sheetsync.testing.databases import KINDS


def on_both(fixture: str = "portal", *, is_long: bool = False) -> pytest.MarkDecorator:
    """Have a test run on each database.

    Args:
        fixture: which makes the portal.
        is_long: PostgreSQL only where all tests run: the fault takes more than three seconds.
    """
    marks = (pytest.mark.slow, pytest.mark.long) if is_long else ()
    kinds = [kind if kind == "sqlite" else pytest.param(kind, marks=marks) for kind in KINDS]
    return pytest.mark.parametrize(fixture, kinds, indirect=True)


ON_BOTH = on_both()
ON_BOTH_LONG = on_both(is_long=True)
