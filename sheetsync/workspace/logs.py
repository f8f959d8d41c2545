"""Plain logs: one line an event, addresses masked, no cell's content; a rotating file if wanted."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from sheetsync.config import Config
from sheetsync.outbox import SendReport
from sheetsync.private_files import make_private_file, make_private_folder
from sheetsync.workspace.options import Outcome

LOG = logging.getLogger("sheetsync")
# Without a file of ours events go nowhere; errors are told by the command line.
LOG.addHandler(logging.NullHandler())
_LINE = "%(asctime)s %(levelname)s %(message)s"
_BYTES_A_KB = 1024


class _PrivateLog(RotatingFileHandler):
    """Makes each of its files readable by its owner alone."""

    def _open(self) -> TextIOWrapper:
        make_private_file(Path(self.baseFilename))
        return super()._open()


def open_log(config: Config) -> None:
    """Write events to the file that the config names, if any; opening it twice changes nothing."""
    level = config.log.level.upper()
    LOG.setLevel(logging.DEBUG if _on_terminal() else level)
    if not config.log.file or any(isinstance(h, RotatingFileHandler) for h in LOG.handlers):
        return
    path = config.path(config.log.file)
    make_private_folder(path.parent)
    handler = _PrivateLog(
        path,
        maxBytes=config.log.max_kb * _BYTES_A_KB,
        backupCount=config.log.keep_files,
        encoding="utf-8",
        delay=True,
    )
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter(_LINE))
    LOG.addHandler(handler)
    LOG.propagate = False


@contextmanager
def told_on_terminal() -> Iterator[None]:
    """Write every event, and each request to Google, to stderr while the block lasts."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(_LINE))
    LOG.setLevel(logging.DEBUG)
    LOG.addHandler(handler)
    try:
        yield
    finally:
        LOG.removeHandler(handler)
        LOG.setLevel(logging.NOTSET)


def _on_terminal() -> bool:
    return any(type(handler) is logging.StreamHandler for handler in LOG.handlers)


def close_log() -> None:
    """Close the file and forget it."""
    for handler in list(LOG.handlers):
        if isinstance(handler, RotatingFileHandler):
            LOG.removeHandler(handler)
            handler.close()


def log_start(job: str, run_id: str) -> None:
    """A job starts."""
    LOG.info("run=%s job=%s started", run_id, job)


def log_end(run_id: str, outcome: Outcome) -> None:
    """A job has ended."""
    counts = " ".join(f"{name}={count}" for name, count in outcome.counts.items())
    LOG.info("run=%s job=%s exit=%d %s", run_id, outcome.job, outcome.exit_code, counts)


def log_tabs(run_id: str, changed: Iterable[str], appended: Iterable[str]) -> None:
    """Tabs were written."""
    LOG.info("run=%s wrote=%s appended=%s", run_id, ",".join(changed), ",".join(appended))


def log_letters(run_id: str, report: SendReport) -> None:
    """What became of each letter; recipients are masked already."""
    for outcome in report.outcomes:
        level = logging.WARNING if outcome.place in {"failed", "unknown"} else logging.INFO
        LOG.log(
            level,
            "run=%s letter=%s to=%s %s %s",
            run_id,
            outcome.key,
            outcome.recipients,
            outcome.place,
            outcome.reason,
        )


def log_error(job: str, error: Exception) -> None:
    """A job stopped."""
    LOG.error("job=%s stopped %s: %s", job, type(error).__name__, str(error).replace("\n", " | "))
