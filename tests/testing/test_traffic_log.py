"""`pytest --sandbox-log FILE` sees every sandbox of a run, in whatever process."""

import json
import subprocess
import sys
from pathlib import Path

SUITE = '''
import subprocess
import sys

from sheetsync.sandbox.adapter import sandbox_session
from sheetsync.sandbox.hooks import Fault

BASE = "https://sheets.googleapis.com/v4/spreadsheets"
CHILD = """
import sys
from pathlib import Path
from sheetsync.sandbox.adapter import sandbox_session
sandbox_session(Path(sys.argv[1])).get("BASE/of-a-child")
""".replace("BASE", BASE)


def test_a_fixture(sandbox):
    sandbox.hooks.fail(Fault(status=503, after=True))
    assert sandbox.session.post(BASE, json={"properties": {"title": "Команда"}}).status_code == 503


def test_a_sandbox_of_its_own(tmp_path):
    assert sandbox_session(tmp_path / "own.sandbox").get(f"{BASE}/of-its-own").status_code == 404


def test_a_child(tmp_path):
    subprocess.run([sys.executable, "-c", CHILD, str(tmp_path / "child.sandbox")], check=True)
'''


def test_the_log_holds_what_every_sandbox_answered_before_faults(tmp_path: Path) -> None:
    suite = tmp_path / "test_suite.py"
    suite.write_text(SUITE, encoding="utf-8")
    log = tmp_path / "traffic.jsonl"
    command = ["-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, *command, "--sandbox-log", log.name, suite.name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(line["method"], line["url"], line["status"]) for line in lines] == [
        ("POST", "/v4/spreadsheets", 200),
        ("GET", "/v4/spreadsheets/of-its-own", 404),
        ("GET", "/v4/spreadsheets/of-a-child", 404),
    ]
    assert lines[0]["body"] == {"properties": {"title": "Команда"}}
    assert lines[0]["response"]["properties"]["title"] == "Команда"
