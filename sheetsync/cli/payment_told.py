"""What the commands about payments print."""

from sheetsync.cli.output import print_json, print_outcome
from sheetsync.workspace.options import Outcome


def tell_outcome(outcome: Outcome, *, as_json: bool) -> int:
    """Print an outcome for people or for machines; its exit code."""
    if as_json:
        print_json({"job": outcome.job, "exit_code": outcome.exit_code, **outcome.payload})
    else:
        print_outcome(outcome)
    return outcome.exit_code
