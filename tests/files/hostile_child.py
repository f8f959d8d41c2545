"""Import every hostile file, in a process whose memory is measured; prints JSON, a line a file."""

import io
import json
import re
import resource
import signal
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from sheetsync.cli.main import exit_code_of
from tests.files.hostile_files import HOSTILE

#: The bound of amendments.md 1; SIGALRM ends this process, and with it the test.
_SECONDS_A_FILE = 20


def imported(path: Path, config: Path) -> dict[str, object]:
    told = io.StringIO()
    signal.alarm(_SECONDS_A_FILE)
    with redirect_stderr(told), redirect_stdout(io.StringIO()):
        code = exit_code_of(["import", str(path), "--config", str(config)])
    signal.alarm(0)
    return {"code": code, "told": told.getvalue(), "peak_mb": peak_kb() // 1000}


def peak_kb() -> int:
    """The most memory of this process alone: `ru_maxrss` keeps what its parent had before."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (line,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status.read_text(encoding="ascii"), re.MULTILINE)
    return int(line)


def main() -> None:
    for hostile in HOSTILE:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            config = folder / "config.yaml"
            config.write_text("sandbox: book.sqlite\n", encoding="utf-8")
            made = hostile.make(folder)
            outcome = {"name": hostile.name, **imported(made, config)}
            outcome["written"] = (folder / "book.sqlite").exists()
            sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")
            sys.stdout.flush()


# Collecting doctests imports this module too: it must not import 88 files then.
if __name__ == "__main__":
    main()
