"""Run jobs one after the other; one that stops does not stop the next."""

from collections.abc import Sequence
from pathlib import Path

from sheetsync.errors import SheetsyncError
from sheetsync.workspace.offered_jobs import load_job
from sheetsync.workspace.options import EXIT_BUG, Outcome, RunOptions


def run_jobs(config: Path, names: Sequence[str], options: RunOptions) -> list[Outcome]:
    """Run jobs one after the other; one that stops does not stop the next.

    Args:
        config: the config file.
        names: the jobs, in their order.
        options: of the runs; `RunOptions.on_error` is told why a job stopped.

    Returns:
        One outcome a job; a stopped one has the error's code and text. None of those that a
        signal kept from starting.
    """
    from sheetsync.workspace.logs import log_error  # noqa: PLC0415  # pandas takes a second
    from sheetsync.workspace.opening import open_workspace  # noqa: PLC0415  # likewise

    outcomes: list[Outcome] = []
    for name in names:
        if outcomes and options.stop():
            break
        try:
            module = load_job(name)
            with open_workspace(config, options=options, job=name) as workspace:
                outcomes.append(workspace.run(module.run))
        except SheetsyncError as error:
            log_error(name, error)
            options.on_error(name, error)
            payload = {"error": error.message, "cure": error.cure}
            outcomes.append(Outcome(name, error.exit_code, error.message, payload=payload))
        except Exception as error:  # noqa: BLE001  # a bug in one job must not stop the next
            log_error(name, error)
            options.on_error(name, error)
            payload = {"error": repr(error), "cure": "report the traceback"}
            outcomes.append(Outcome(name, EXIT_BUG, repr(error), payload=payload))
    return outcomes
