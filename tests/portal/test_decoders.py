"""Types of what threads read are learnt before there are threads.

Eight threads that had msgspec learn the same type at once ended the web process, one start in
twelve, with the fault of a null pointer: msgspec 0.22, at the first pages after a start.
"""

import ast
import subprocess
import sys
from pathlib import Path

import sheetsync
from sheetsync.portal.store.pages import page_row
from tests.portal.web.conftest import partner_page_of

ROOT = Path(sheetsync.__file__).parent
#: What the web process reads by; `config` is read before it serves.
READERS = (*ROOT.glob("portal/**/*.py"), ROOT / "tables" / "wanted_requisites.py")
_PROGRAM = """
import sys, threading
from sheetsync.portal.store.pages import decoded
from sheetsync.rules.portal.page_parts import PartnerPage
text, threads = sys.stdin.read(), 8
sys.setswitchinterval(1e-6)
together, names = threading.Barrier(threads), []
def read():
    together.wait()
    names.append(decoded(text, PartnerPage).name)
started = [threading.Thread(target=read) for _ in range(threads)]
for one in started:
    one.start()
for one in started:
    one.join()
print(*names)
"""


def learning(path: Path) -> list[int]:
    """Lines of a module that name a type where they read."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            names_type = any(one.arg == "type" for one in node.keywords) or len(node.args) > 1
            is_reading = name in {"msgspec.convert", "msgspec.json.decode"}
            found += [node.lineno] if is_reading and names_type else []
    return found


def decoders(path: Path) -> list[int]:
    """Lines of a module, within its functions, that make a decoder."""
    return [
        node.lineno
        for outer in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(outer, ast.FunctionDef)
        for node in ast.walk(outer)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "msgspec.json.Decoder"
    ]


def test_no_reader_of_the_web_process_learns_a_type_when_it_is_asked() -> None:
    assert len(READERS) > 100
    for path in READERS:
        assert learning(path) == [], path
        assert decoders(path) == [], path


def test_eight_threads_read_their_first_page_at_once() -> None:
    text = page_row("P-001", partner_page_of(name="Wexolur"))["page"]
    read = subprocess.run(
        [sys.executable, "-c", _PROGRAM], input=text, capture_output=True, text=True, check=False
    )
    assert (read.returncode, read.stdout.split()) == (0, ["Wexolur"] * 8), read.stderr
