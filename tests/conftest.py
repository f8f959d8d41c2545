"""What every test stands on: drawn examples take the time they need, and the soak its options."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from sheetsync.testing.ownership import OwnershipWatch

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
    spoilt = parser.getgroup("spoilt cells")
    spoilt.addoption("--spoilt-rounds", type=int, default=200, help="so many spoilt workbooks")
    spoilt.addoption("--spoilt-seed", type=int, default=0, help="the seed of the first of them")
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
    "test_spoilt_cells.py",
}


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Leave stories and properties out of the coverage: branches have tests of their own."""
    for item in items:
        file = Path(item.path)
        if file.name in _NOR_THESE or any(map(file.match, _WITHOUT_COVERAGE)):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session", autouse=True)
def ownership_watch() -> Iterator[OwnershipWatch]:
    """No job of any test writes into a people's tab (amendments.md 6); one that does, fails."""
    watch = OwnershipWatch()
    with pytest.MonkeyPatch.context() as patch:
        watch.install(patch)
        yield watch


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
