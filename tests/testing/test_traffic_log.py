"""`pytest --sandbox-log FILE` sees every sandbox of a run, in whatever process."""

import json
import os
import subprocess
import sys
from pathlib import Path

from sheetsync.sandbox.server import LOG_VARIABLE

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
    session = sandbox_session(tmp_path / "own.sandbox")
    assert session.get(f"{BASE}/of-its-own").status_code == 404
    uploads = "https://www.googleapis.com/upload/drive/v3/files?uploadType=media"
    file_id = session.post(uploads, data=b"{}", headers={"Content-Type": "text/plain"}).json()["id"]
    session.get(f"https://www.googleapis.com/drive/v3/files/{file_id}?alt=media")


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
        # The suite itself may be run with a log.
        env={name: value for name, value in os.environ.items() if name != LOG_VARIABLE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(line["method"], line["url"], line["status"]) for line in lines] == [
        ("POST", "/v4/spreadsheets", 200),
        ("GET", "/v4/spreadsheets/of-its-own", 404),
        ("POST", "/upload/drive/v3/files?uploadType=media", 200),
        ("GET", f"/drive/v3/files/{lines[2]['response']['id']}?alt=media", 200),
        ("GET", "/v4/spreadsheets/of-a-child", 404),
    ]
    assert lines[3]["response"] is None
    assert lines[0]["body"] == {"properties": {"title": "Команда"}}
    assert lines[0]["response"]["properties"]["title"] == "Команда"
