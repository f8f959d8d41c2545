"""Hold the coverage floors: the pure rooms whole, everything together 95 %, branches counted.

The pure rooms stop a change below 99.5 %: property tests draw other examples each time, and a line
that only they reach must not make the build a game of chance. Every file below 100 % is named.
"""

import json
import subprocess
import sys
from pathlib import Path

PURE = (
    "sheetsync/tables/",
    "sheetsync/rules/",
    "sheetsync/letters/",
    "sheetsync/language/",
    "sheetsync/dates.py",
)
FLOOR_PERCENT = 95.0
PURE_FLOOR_PERCENT = 99.5


def percent(files: dict[str, dict[str, dict[str, int]]]) -> float:
    """Lines and branches covered, of all in these files."""
    summaries = [file["summary"] for file in files.values()]
    covered = sum(s["covered_lines"] + s["covered_branches"] for s in summaries)
    total = sum(s["num_statements"] + s["num_branches"] for s in summaries)
    return 100 * covered / total if total else 100.0


def main() -> int:
    """Read the data of the last test run; say what is below its floor."""
    report = Path(".coverage.json")
    subprocess.run(["coverage", "json", "--quiet", "-o", str(report)], check=True)
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    report.unlink()
    pure = {name: file for name, file in files.items() if name.startswith(PURE)}
    for name, file in sorted(pure.items()):
        if percent({name: file}) < 100:
            missing = file["missing_lines"] or file.get("missing_branches")
            print(f"{name}: {percent({name: file}):.1f} % (missing {missing})")
    print(f"pure rooms {percent(pure):.2f} %, all {percent(files):.2f} %")
    return int(percent(pure) < PURE_FLOOR_PERCENT or percent(files) < FLOOR_PERCENT)


if __name__ == "__main__":
    sys.exit(main())
