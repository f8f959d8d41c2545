"""What every test stands on: drawn examples take the time they need, and the soak its options."""

import gc
from collections.abc import Iterator, Sequence
from functools import cache
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
# What `.ci/run` draws: the same examples for the same test, and not as many as by hand.
settings.register_profile("same", deadline=None, derandomize=True, database=None, max_examples=30)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Whether slow tests run; how long the soak goes on, and with which chances."""
    parser.addoption("--thorough", action="store_true", help="the slow tests too")
    group = parser.getgroup("soak")
    group.addoption(
        "--soak-seconds", type=float, default=60, help="stop the soak after so many seconds"
    )
    group.addoption("--soak-runs", type=int, default=0, help="so many runs, whatever the time")
    spoilt = parser.getgroup("spoilt cells")
    spoilt.addoption("--spoilt-rounds", type=int, default=200, help="so many spoilt workbooks")
    spoilt.addoption("--spoilt-seed", type=int, default=0, help="the seed of the first of them")
    group.addoption("--soak-seed", type=int, help="repeat the soak of that seed")


#: They walk again where tests of each room have been: whole stories, properties over many draws,
#: files of the whole world. Minutes, and watched for coverage twice as long: `make test` leaves
#: them out, `.ci/run` runs them after it.
_SLOW_FILES = (
    "tests/stories/test_*.py",
    "test_*_properties.py",
    "tests/cli/test_modules_command.py",
    "tests/cli/test_schedule_commands.py",
    "tests/jobs/test_*_cases.py",
    "tests/jobs/test_from_mirror.py",
    "tests/jobs/test_mirror_job.py",
    "tests/mirror/test_both_databases.py",
    "tests/mirror/test_reading_back.py",
    "tests/portal/web/test_pages_browser.py",
    "tests/sandbox/test_page_browser.py",
    "tests/workbook/test_setup_modules.py",
    "tests/workspace/portal/test_portal_faults.py",
)
#: Every moment of death, every fault at every place, hours of chance, whole days of a company: for
#: a release and for a change of what they are about. The build is to answer within twenty-five
#: minutes and leaves them out; `make thorough` runs them.
_LONG_FILES = (
    "tests/facts/test_facts_engines.py",
    "tests/files/test_healthy_files.py",
    "tests/files/test_hostile_files.py",
    "tests/language/test_pseudo_language.py",
    "tests/outbox/test_brake.py",
    "tests/outbox/test_crashes.py",
    "tests/rules/rating/test_rating_differential.py",
    "tests/stories/test_day_asked.py",
    "tests/stories/test_demo_story.py",
    "tests/stories/test_fault_stories.py",
    "tests/stories/test_foreign_tabs.py",
    "tests/stories/test_import_story.py",
    "tests/stories/test_killed_runs.py",
    "tests/stories/test_mail_faults.py",
    "tests/stories/test_manager_story.py",
    "tests/stories/test_module_story.py",
    "tests/stories/test_moved_machine.py",
    "tests/stories/test_partner_folders.py",
    "tests/stories/test_private_rights.py",
    "tests/stories/test_sigterm.py",
    "tests/stories/test_soak.py",
    "tests/stories/test_who_may_write.py",
    "tests/workspace/portal/test_portal_kill_matrix.py",
)


@cache
def _marks_of(path: Path) -> Sequence[str]:
    """What the tests of a file are, asked once a file: ten thousand tests asked for seconds."""
    if any(map(path.match, _LONG_FILES)):
        return ("long", "slow")
    return ("slow",) if any(map(path.match, _SLOW_FILES)) else ()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is slow, leave it out of the coverage, and out of a run that asks for no more."""
    for item in items:
        for mark in _marks_of(item.path):
            item.add_marker(mark)
    slow = [item for item in items if item.get_closest_marker("slow")]
    for item in slow:
        item.add_marker(pytest.mark.no_cover)
    if config.getoption("--thorough") or config.option.markexpr or not _asks_for_all(config):
        return
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if not item.get_closest_marker("slow")]


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among the modules: it took a fifth of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_sessionfinish() -> None:
    """What was put aside is garbage at the end: libraries complain of what is left of theirs."""
    gc.unfreeze()


def _asks_for_all(config: pytest.Config) -> bool:
    """Whether no folder or file was named: who names one wants what is in it."""
    return list(config.args) == list(config.getini("testpaths"))


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
