"""What every test stands on: drawn examples take the time they need, and the soak its options."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.register_profile(
    # `make mutants` runs a room's tests again and again: the same few examples each time.
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=25,
)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long tests/stories/test_soak.py goes on, and with which chances."""
    group = parser.getgroup("soak")
    group.addoption(
        "--soak-seconds", type=float, default=60, help="stop the soak after so many seconds"
    )
    group.addoption("--soak-runs", type=int, default=0, help="so many runs, whatever the time")
    group.addoption("--soak-seed", type=int, help="repeat the soak of that seed")


#: They walk again where tests of each room have been, for minutes, and twice as long when watched.
_WITHOUT_COVERAGE = ("test_*_story.py", "test_*_stories.py", "test_*_properties.py")
_NOR_THESE = {
    "test_crashes.py",
    "test_facts_engines.py",
    "test_killed_runs.py",
    "test_overdue_cases.py",
    "test_pack_cases.py",
    "test_soak.py",
}


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Leave stories and properties out of the coverage: branches have tests of their own."""
    for item in items:
        file = Path(item.path)
        if file.name in _NOR_THESE or any(map(file.match, _WITHOUT_COVERAGE)):
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Look away from what such a test stands on too; pytest-cov does so for its call alone."""
    plugin = item.config.pluginmanager.get_plugin("_cov")
    watcher = getattr(plugin, "cov_controller", None)
    if watcher is None or item.get_closest_marker("no_cover") is None:
        yield
        return
    watcher.pause()
    try:
        yield
    finally:
        watcher.resume()
