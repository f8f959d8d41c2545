"""No handler hides a bug: rules and jobs catch our own errors only, others say why."""

import ast
import builtins
from collections.abc import Iterator
from pathlib import Path

import pytest

import sheetsync.errors

ROOT = Path(__file__).parents[1]
OURS = {
    name
    for name, thing in vars(sheetsync.errors).items()
    if isinstance(thing, type) and issubclass(thing, Exception)
}
WIDE = {"", "Exception", "BaseException"}
#: Handlers of everything, by file and function, and why each may be. Those that only tidy up and
#: raise again hide nothing and are not asked.
ALLOWED = {
    ("cli/main.py", "exit_code_of"): "a bug ends with 70 and its lines; Python's own 1 means else",
    ("workspace/running.py", "run_jobs"): "a bug in one job, told with 70, stops no other",
    (
        "cli/schedule.py",
        "tick",
    ): "the loop of `schedule` outlives the bug of one look, and tells it",
    (
        "workspace/portal_loop.py",
        "_or_end",
    ): "a bug of a thread ends the worker: it is raised again by the thread that waits",
}


def handlers(tree: ast.AST) -> Iterator[tuple[str, set[str], ast.ExceptHandler]]:
    """Function, names of what is caught, handler; contextlib.suppress is one too."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.ExceptHandler):
                yield function.name, set(names(node.type)), node
            elif isinstance(node, ast.Call) and "suppress" in set(names(node.func)):
                caught = {name for argument in node.args for name in names(argument)}
                yield function.name, caught, ast.ExceptHandler(body=[])


def names(node: ast.expr | None) -> Iterator[str]:
    if node is None:
        yield ""
    elif isinstance(node, ast.Tuple):
        for part in node.elts:
            yield from names(part)
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Name):
        yield node.id


def sources(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1] if handler.body else None
    return isinstance(last, ast.Raise) and last.exc is None


@pytest.mark.parametrize("folder", ["sheetsync/rules", "jobs"])
def test_rules_and_jobs_catch_nothing_but_our_own_errors(folder: str) -> None:
    files = sources(folder)
    assert len(files) >= 5
    found = {
        (str(file.relative_to(ROOT)), function, name)
        for file in files
        for function, caught, _ in handlers(ast.parse(file.read_text(encoding="utf-8")))
        for name in caught - OURS
    }
    assert found == set()


def test_elsewhere_everything_is_caught_only_where_it_is_said_why() -> None:
    met = set()
    for file in sources("sheetsync"):
        place = str(file.relative_to(ROOT / "sheetsync"))
        for function, caught, handler in handlers(ast.parse(file.read_text(encoding="utf-8"))):
            if not caught & WIDE or raises_again(handler):
                continue
            key = (place, function)
            assert key in ALLOWED, f"{place}: {function} catches {caught & WIDE}"
            met.add(key)
    assert met == set(ALLOWED)


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    try: g()\n    except: pass",
        "def f():\n    try: g()\n    except Exception: pass",
        "def f():\n    try: g()\n    except (KeyError, builtins.BaseException): raise",
        "def f():\n    with contextlib.suppress(Exception): g()",
    ],
)
def test_a_wide_handler_is_seen_however_it_is_written(text: str) -> None:
    ((_, caught, _),) = handlers(ast.parse(text))
    assert caught & WIDE


def test_our_own_errors_are_no_builtin_ones() -> None:
    assert {"SheetsyncError", "SettingsError", "UnusableTabError"} <= OURS
    assert OURS.isdisjoint(vars(builtins))
