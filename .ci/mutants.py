"""Try small wrong changes of the code, drawn by seed, on the tests of their own rooms.

`make mutants SEED=7` · `python .ci/mutants.py --seed 7 --only sheetsync/outbox --count 20`

Each change is made by an operator of cosmic-ray in a copy of the tree. The tests of the room run
there, the files whose names resemble the module's first, until one of them fails. Places are drawn,
then one change of each place, so that an operator with many variants does not outweigh the others.
What no test can notice stands with its reason in `.ci/mutants_equivalent.toml`.
"""

import argparse
import difflib
import importlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from parso.tree import NodeOrLeaf

ROOMS = ("tables", "rules", "letters", "dates.py", "outbox", "journal", "workbook", "mail")
EQUIVALENT = Path(".ci/mutants_equivalent.toml")
FLOOR_PERCENT = 95.0
#: Made-up letters, with which templates are looked at: any other names and days would do.
SAMPLES = "samples.py"
#: Modules whose room has no tests of that name -> where they are tried.
TRIED_ELSEWHERE = {"sheetsync/rules/sound_rows.py": "tests/rules/test_attention.py"}
#: Folders of tests where small rooms have a file instead of a folder.
HALLS = (Path("tests"), Path("tests/rules"))
#: A change that makes a test hang is stopped after so much work, or so much waiting.
CPU_LIMIT_S, LIMIT_S = 300, 1800
SLOW_TO_IMPORT = ("pandas", "hypothesis", "gspread", "jinja2", "openpyxl", "babel.dates", "yaml")

#: Fixed examples, and libraries that are there before pytest is.
PLAINLY = (
    *("-q", "-n0", "-pno:randomly", "-pno:cacheprovider", "--hypothesis-profile=mutants"),
    "-Wignore::pytest.PytestAssertRewriteWarning",
)

_COMPARISONS = (
    *("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is", "Lt_LtE", "Lt_Gt", "LtE_Lt", "LtE_Gt"),
    *("Gt_GtE", "Gt_Lt", "GtE_Gt", "GtE_Lt"),
)
_ARITHMETIC = (
    *("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_Mul"),
    *("BitOr_BitAnd", "BitAnd_BitOr"),
)
#: The operators of cosmic-ray whose changes people make by mistake. Left out: those that only break
#: types, `is` for `==`, which differs in speed alone, and decorators.
OPERATORS = tuple(
    f"core/{name}"
    for name in (
        *(f"ReplaceComparisonOperator_{pair}" for pair in _COMPARISONS),
        *(f"ReplaceBinaryOperator_{pair}" for pair in _ARITHMETIC),
        *(f"ReplaceUnaryOperator_Delete_{sign}" for sign in ("Not", "Invert", "USub")),
        *("AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue"),
        *("ReplaceAndWithOr", "ReplaceOrWithAnd"),
        *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop"),
        *("ExceptionReplacer", "NumberReplacer"),
    )
)
_WORD = re.compile(r"[a-z]{3,}")
_OFFERED = re.compile(r"^(?:def|class) ([a-zA-Z]\w+)", re.MULTILINE)
#: Nodes whose inside is never run, or only when the module is imported.
_UNRUN = frozenset({"annassign", "tfpdef", "decorator", "import_from", "import_name"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one module: the n-th place at which an operator fits."""

    module: Path
    operator: str
    occurrence: int
    line: int

    def apply(self, source: str) -> str:
        """The module's text with the change."""
        changed = mutate_code(source, get_operator(self.operator)(), self.occurrence)
        if changed is None:
            raise LookupError(f"{self}: no such place")
        return str(changed)


@dataclass(slots=True)
class Tally:
    """What became of the changes that were tried."""

    noticed: int = 0
    equivalent: int = 0
    survived: list[str] = field(default_factory=list)

    def percent(self) -> float:
        """Noticed, of those that are not equivalent."""
        counted = self.noticed + len(self.survived)
        return 100 * self.noticed / counted if counted else 100.0


def modules(only: list[str]) -> list[Path]:
    """The modules that are changed, sorted: those of the rooms, or those under some paths."""
    roots = [Path(path) for path in only] or [Path("sheetsync", room) for room in ROOMS]
    found = {file for root in roots for file in ([root] if root.is_file() else root.rglob("*.py"))}
    return sorted(file for file in found if not file.name.endswith(SAMPLES))


def is_run(node: NodeOrLeaf) -> bool:
    """Whether a node is code, and no annotation, decorator or import."""
    within, parent = node, node.parent
    while parent is not None:
        if parent.type in _UNRUN:
            return parent.type == "annassign" and within in parent.children[3:]
        if parent.type == "funcdef" and within is parent.annotation:
            return False
        within, parent = parent, parent.parent
    return True


def places(module: Path) -> Iterator[list[Change]]:
    """Each place of a module with the changes that fit there, in the order of the text."""
    found: dict[tuple[int, int], list[Change]] = defaultdict(list)
    operators = {name: get_operator(name)() for name in OPERATORS}
    seen: dict[str, int] = dict.fromkeys(operators, 0)
    for node in ast_nodes(get_ast(module.read_text(encoding="utf-8"))):
        for name, operator in operators.items():
            for start, _ in operator.mutation_positions(node):
                if is_run(node):
                    found[start].append(Change(module, name, seen[name], start[0]))
                seen[name] += 1
    yield from (found[start] for start in sorted(found))


def drawn(seed: int, count: int, only: list[str]) -> list[Change]:
    """So many changes, the same for the same seed and tree."""
    chance = random.Random(seed)  # noqa: S311 - it must be the same again
    fitting = [place for module in modules(only) for place in places(module)]
    chosen = chance.sample(fitting, min(count, len(fitting)))
    changes = [chance.choice(place) for place in chosen]
    return sorted(changes, key=lambda change: (change.module, change.line, change.operator))


def room_tests(module: Path) -> list[str]:
    """The tests of a module's own room, the nearest first: by words of its name, then by use of it.

    Files that draw examples or start processes come last, as they take longest.
    """
    words = {word.rstrip("s") for word in _WORD.findall("_".join(module.parts[2:]))}
    offers = _OFFERED.findall(module.read_text(encoding="utf-8"))
    ranked = []
    for file in _room_files(module):
        text = file.read_text(encoding="utf-8")
        shared = words & {word.rstrip("s") for word in _WORD.findall(file.stem)}
        used = sum(bool(re.search(rf"\b{name}\b", text)) for name in offers)
        slow = "hypothesis" in text or "subprocess" in text or "Popen" in text
        ranked.append((slow, -len(shared), -used, str(file)))
    return [name for *_, name in sorted(ranked)]


def _room_files(module: Path) -> list[Path]:
    """Test files of the deepest folder of the module's path, or of its file beside other rooms'."""
    if str(module) in TRIED_ELSEWHERE:
        return [Path(TRIED_ELSEWHERE[str(module)])]
    parts = module.relative_to("sheetsync").with_suffix("").parts
    for depth in range(len(parts), 0, -1):
        above, name = Path("tests", *parts[: depth - 1]), parts[depth - 1]
        if files := sorted((above / name).glob("test_*.py")):
            return files
        if above in HALLS and (files := sorted(above.glob(f"test_{name}*.py"))):
            return files
    raise LookupError(f"{module}: tests/ has no room for it")


class Watcher:
    """Remembers which tests failed."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that failed, or what it stands on."""
        if report.failed:
            self.failed.append(report.nodeid)


class Bench:
    """A copy of the tree in which one module at a time is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._told = folder / "failed.txt"
        self._turn = 0
        self.noticing: set[str] = set()
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"], check=True, capture_output=True
        )
        for name in filter(None, listed.stdout.decode().split("\0")):
            if Path(name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(name, folder / name)
        for package in SLOW_TO_IMPORT:
            importlib.import_module(package)

    def must_load(self, tests: set[str]) -> None:
        """Stop when tests cannot even be collected though nothing is wrong."""
        if not self._passes(sorted(tests), "--collect-only"):
            raise SystemExit("The tests cannot be collected without any change.")

    def notices(self, change: Change) -> bool:
        """Whether a test of the room fails, or hangs, by a change."""
        file, tests = self.folder / change.module, room_tests(change.module)
        right, written = file.read_text(encoding="utf-8"), file.stat()
        file.write_text(change.apply(right), encoding="utf-8")
        # Compiled files go by whole seconds and length, and a change may keep both.
        self._turn += 10
        os.utime(file, (written.st_atime, written.st_mtime + self._turn))
        try:
            passed = self._passes(tests, "-x")
        finally:
            file.write_text(right, encoding="utf-8")
            os.utime(file, (written.st_atime, written.st_mtime))
        self.noticing.update(self._told.read_text(encoding="utf-8").splitlines())
        return not passed

    def unsound(self) -> list[str]:
        """Which of the tests that noticed a change fail without one too."""
        if not self.noticing or self._passes(sorted(self.noticing)):
            return []
        return self._told.read_text(encoding="utf-8").splitlines()

    def _passes(self, tests: list[str], *more: str) -> bool:
        """Run tests in a fork, so that the libraries are imported but once."""
        self._told.write_text("", encoding="utf-8")
        child = os.fork()
        if child == 0:
            self._run_tests(tests, more)
        code = self._code_of(child)
        if code == pytest.ExitCode.NO_TESTS_COLLECTED:
            raise SystemExit(f"{' '.join(tests)}: no tests there")
        return code == 0

    def _code_of(self, child: int) -> int:
        """The exit code of a fork, which is stopped when it waits for ever."""
        until = time.monotonic() + LIMIT_S
        while time.monotonic() < until:
            pid, status = os.waitpid(child, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.05)
        os.killpg(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def _run_tests(self, tests: list[str], more: tuple[str, ...]) -> NoReturn:
        """Be the fork: run the tests of the copy with its code, and end."""
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT_S, CPU_LIMIT_S))
        os.chdir(self.folder)
        sys.path.insert(0, str(self.folder))
        os.environ["PYTHONPATH"] = str(self.folder)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        watcher = Watcher()
        code = 1
        try:
            code = pytest.main([*PLAINLY, *more, *tests], plugins=[watcher])
            self._told.write_text("\n".join(watcher.failed), encoding="utf-8")
        finally:
            os._exit(code)


def changed_lines(right: str, wrong: str) -> tuple[str, str]:
    """The lines that a change takes out and puts in, without their indents."""
    lines = [
        line
        for line in difflib.unified_diff(right.splitlines(), wrong.splitlines(), n=0, lineterm="")
        if not line.startswith(("---", "+++", "@@"))
    ]
    was = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
    return was, " ".join(line[1:].strip() for line in lines if line.startswith("+"))


def equivalents() -> set[tuple[str, str, str]]:
    """File, line and changed line of the changes that change nothing."""
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("equivalent", [])
    return {(one["file"], one["was"], one["becomes"]) for one in listed}


def try_all(changes: list[Change], bench: Bench) -> Tally:
    """Try each change, and say of each what became of it."""
    tally, known = Tally(), equivalents()
    for change in changes:
        source = change.module.read_text(encoding="utf-8")
        was, becomes = changed_lines(source, change.apply(source))
        place = f"{change.module}:{change.line}"
        began = time.monotonic()
        if (str(change.module), was, becomes) in known:
            tally.equivalent += 1
            outcome = "equivalent"
        elif bench.notices(change):
            tally.noticed += 1
            outcome = "noticed"
        else:
            outcome = "SURVIVED"
            tally.survived.append(f"{place}\n  - {was}\n  + {becomes}")
        print(f"{outcome:10} {time.monotonic() - began:5.1f} s  {place}  {becomes}", flush=True)
    return tally


def main() -> int:
    """Draw, try, tell; 1 when fewer are noticed than must be."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60, help="so many changes")
    parser.add_argument("--only", nargs="*", default=[], help="files or folders of sheetsync/")
    given = parser.parse_args()
    began = time.monotonic()
    changes = drawn(given.seed, given.count, given.only)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        bench = Bench(Path(folder))
        bench.must_load({test for change in changes for test in room_tests(change.module)})
        tally = try_all(changes, bench)
        if unsound := bench.unsound():
            raise SystemExit("These fail without any change:\n" + "\n".join(unsound))
    for one in tally.survived:
        print(f"\nsurvived {one}")
    print(
        f"\nseed {given.seed}: {len(changes)} tried, {tally.noticed} noticed, "
        f"{len(tally.survived)} survived, {tally.equivalent} equivalent: "
        f"{tally.percent():.1f} % in {time.monotonic() - began:.0f} s"
    )
    return int(tally.percent() < FLOOR_PERCENT)


if __name__ == "__main__":
    sys.exit(main())
