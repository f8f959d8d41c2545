"""Uploads over slow lines beside page views, and pages a second beside a bare Flask page.

Each web process and its clients are processes of their own. Pages a second are told as the ratio to
a bare Flask page with one SELECT in the same run, since clients and servers share the cores; times
stand beside it. The bare page is that of portal.md 3: a table of forty rows, from a row of 8 kB.
Every upload that was answered has to be in the store, with its file in the vault.

Run: python benchmarks/portal.py [--minutes 10] [--uploads 200] [--line-seconds 20]

Source: portal.md 12.1.
"""

import argparse
import http.client
import itertools
import multiprocessing
import os
import re
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.pool import Pool
from pathlib import Path

import psutil
from _portal_servers import fill, serve_bare, serve_portal, store_in

from sheetsync.portal.store.worker import all_submissions
from sheetsync.portal.vault.folder import Vault

LEAST_OF_BARE = 0.4
MOST_MEMORY_MB = 200
MOST_ANSWER_S, MOST_PAGE_P95_S, MOST_PAGE_P99_S = 1.0, 0.1, 0.5
PAGES_A_SECOND = 100
PAGE_THREADS, CONNECTIONS = 20, 20
ROUNDS, ROUND_S = 5, 3.0
UPLOAD_BYTES, PIECES = 2_000_000, 100
#: The bare pages: the row's text alone, and a table made of it.
BARE = ("text", "table")
Server = tuple[multiprocessing.Process, int]
_HIDDEN = re.compile(r'name="(csrf_token|once)" value="([^"]*)"')
_NUMBER = re.compile(r"S-\d+")
_BOUNDARY = "portal-benchmark"


@dataclass
class Told:
    """What the clients saw.

    Attributes:
        pages: seconds of page views.
        answers: seconds from the last byte of an upload to its answer.
        numbers: submissions that were answered for.
        errors: what went wrong.
    """

    pages: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def from_address(at: int) -> dict[str, str]:
    """As a trusted proxy tells who asks: each time somebody else."""
    return {"X-Forwarded-For": f"10.{at // 65_536 % 256}.{at // 256 % 256}.{at % 256}"}


def get(line: http.client.HTTPConnection, path: str, at: int) -> str:
    """A page."""
    line.request("GET", path, headers=from_address(at))
    answer = line.getresponse()
    text = answer.read().decode()
    if answer.status != 200:
        raise OSError(f"{path[:4]}: {answer.status}")
    return text


def closed_loop(port: int, paths: Sequence[str], seconds: float) -> float:
    """Pages a second that so many connections get, each asking again at once."""
    until = time.perf_counter() + seconds

    def ask(first: int) -> int:
        line, count = http.client.HTTPConnection("127.0.0.1", port, timeout=30), 0
        for at in itertools.count(first * 100_000):
            if time.perf_counter() >= until:
                break
            get(line, paths[at % len(paths)], at)
            count += 1
        line.close()
        return count

    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        total = sum(pool.map(ask, range(CONNECTIONS)))
    return total / (time.perf_counter() - began)


def view_pages(port: int, paths: Sequence[str], seconds: float) -> Told:
    """Ask for pages at a steady pace; one that comes late counts from when it was due."""
    told, began = Told(), time.perf_counter()

    def view(first: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for at in range(first, int(seconds * PAGES_A_SECOND), PAGE_THREADS):
            due = began + at / PAGES_A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                get(line, paths[at % len(paths)], at)
            except (OSError, http.client.HTTPException) as error:
                told.errors.append(f"page: {error}")
                line.close()
            else:
                told.pages.append(time.perf_counter() - due)
        line.close()

    with ThreadPoolExecutor(PAGE_THREADS) as pool:
        list(pool.map(view, range(PAGE_THREADS)))
    return told


def form_of(text: str, at: int) -> bytes:
    """The body that a browser sends: the form's hidden fields, what is typed, a PDF of 2 MB."""
    today = time.strftime("%Y-%m-%d")
    fields = dict(_HIDDEN.findall(text)) | {
        "kind": "invoice", "number": f"B-{at}", "doc_date": today, "amount": "285000",
        "accept": "yes",
    }  # fmt: skip
    codes = re.search(r'name="accepted" value="([^"]*)"', text)
    fields |= {"accepted": codes[1]} if codes else {}
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{at}.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    return "".join(parts).encode() + pdf(at) + f"\r\n--{_BOUNDARY}--\r\n".encode()


def pdf(at: int) -> bytes:
    """A PDF of a size, unlike all others."""
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n% " + os.urandom(16).hex().encode()
    tail = b"\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
    return head + b"%d " % at + b"x" * (UPLOAD_BYTES - len(head) - len(tail)) + tail


def upload(port: int, path: str, at: int, line_s: float) -> tuple[float, str]:
    """Send a form piece by piece over a slow line; seconds to the answer, and the number."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    text, status = get(line, path, at), 0
    for _ in range(2):
        body = form_of(text, at)
        line.putrequest("POST", path)
        headers = from_address(at) | {
            "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
            "Content-Length": f"{len(body)}",
        }
        for name, value in headers.items():
            line.putheader(name, value)
        line.endheaders()
        step = len(body) // PIECES + 1
        for start in range(0, len(body), step):
            line.send(body[start : start + step])
            time.sleep(line_s / PIECES)
        sent = time.perf_counter()
        answer = line.getresponse()
        text = answer.read().decode()
        took, status = time.perf_counter() - sent, answer.status
        if status == 303:
            line.close()
            found = _NUMBER.search(answer.getheader("Location") or "")
            return took, found[0] if found else ""
        # The page asks to look once more; what it warns of is accepted with the form it shows.
    raise OSError(f"upload: {status} {re.sub('<[^>]+>', ' ', text)[-400:]}")


def send_uploads(port: int, paths: Sequence[str], plan: tuple[int, float, float]) -> Told:
    """Send so many uploads, spread over so many seconds, each over a line of so many seconds."""
    count, seconds, line_s = plan
    told = Told()

    def send(at: int) -> None:
        time.sleep(max(0.0, seconds - line_s - 1) * at / count)
        try:
            took, number = upload(port, paths[at % len(paths)], at, line_s)
        except (OSError, http.client.HTTPException) as error:
            told.errors.append(str(error))
        else:
            told.answers.append(took)
            told.numbers.append(number)

    threads = [threading.Thread(target=send, args=(at,)) for at in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def at_share(values: Sequence[float], share: float) -> float:
    """The value below which a share of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def cpu_s(pid: int | None) -> float:
    """Seconds of a core that a process has used."""
    used = psutil.Process(pid).cpu_times()
    return float(used.user + used.system)


def pace(pool: Pool, ours: Server, bare: Server, paths: Sequence[str]) -> dict[str, float]:
    """Pages a second as ratios to each bare page's: medians over the rounds; CPU a page is told."""
    asked = {"ours": (ours, list(paths))}
    asked |= {
        kind: (bare, [f"/{kind}/P-{at:03}" for at in range(1, len(paths) + 1)]) for kind in BARE
    }
    pages: dict[str, list[float]] = {kind: [] for kind in asked}
    cpu: dict[str, list[float]] = {kind: [] for kind in asked}
    for _ in range(ROUNDS):
        for kind, ((process, port), addresses) in asked.items():
            before = cpu_s(process.pid)
            speed = pool.apply(closed_loop, (port, addresses, ROUND_S))
            pages[kind].append(speed)
            cpu[kind].append((cpu_s(process.pid) - before) / (speed * ROUND_S))
    for kind in asked:
        middle, used = statistics.median(pages[kind]), statistics.median(cpu[kind])
        print(f"  {kind}: {middle:.0f} pages/s, {1000 * used:.2f} ms of CPU a page")
    pairs = {kind: zip(pages["ours"], pages[kind], strict=True) for kind in BARE}
    return {kind: statistics.median(a / b for a, b in pair) for kind, pair in pairs.items()}


def lost(folder: Path, numbers: Sequence[str]) -> list[str]:
    """Submissions that were answered for and are not whole."""
    vault = Vault(folder / "vault")
    with store_in(folder) as store:
        whole = {
            one.submission.no
            for one in all_submissions(store)
            if one.files and all(vault.holds(file.place) for file in one.files)
        }
    return [no for no in numbers if no not in whole]


def await_line(port: int) -> None:
    """Wait until a server listens."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise OSError("the server did not come up")


def started(serve: Callable[[Path, int], None], folder: Path) -> Server:
    """A server in a process of its own, listening."""
    port = free_port()
    process = multiprocessing.Process(target=serve, args=(folder, port), daemon=True)
    process.start()
    await_line(port)
    return process, port


def main() -> int:
    """Measure, tell, and fail where a limit is passed that does not hang on the machine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--uploads", type=int, default=20)
    parser.add_argument("--line-seconds", type=float, default=20.0)
    asked = parser.parse_args()
    multiprocessing.set_start_method("spawn")
    with tempfile.TemporaryDirectory() as name, multiprocessing.Pool(2) as pool:
        folder = Path(name)
        paths = fill(folder)
        web, port = started(serve_portal, folder)
        bare, bare_port = started(serve_bare, folder)
        print(f"pages a second, {CONNECTIONS} connections, beside bare Flask pages of one SELECT:")
        ratios = pace(pool, (web, port), (bare, bare_port), paths)
        bare.terminate()
        seconds = asked.minutes * 60
        plan = (asked.uploads, seconds, asked.line_seconds)
        viewing = pool.apply_async(view_pages, (port, paths, seconds))
        sending = pool.apply_async(send_uploads, (port, paths, plan))
        viewed, sent = viewing.get(), sending.get()
        memory = psutil.Process(web.pid).memory_info().rss / 1_000_000
        web.terminate()
        web.join()
        gone = lost(folder, sent.numbers)
    return told(ratios, memory, viewed, sent, gone)


def told(
    ratios: Mapping[str, float], memory: float, viewed: Told, sent: Told, gone: Sequence[str]
) -> int:
    """Say what was measured; the exit code."""
    errors = [*viewed.errors, *sent.errors]
    p95, p99 = at_share(viewed.pages, 0.95), at_share(viewed.pages, 0.99)
    answer = at_share(sent.answers, 0.95)
    print(f"{len(viewed.pages)} pages at {PAGES_A_SECOND}/s beside {len(sent.answers)} uploads:")
    print(f"  page p95 {p95 * 1000:.0f} ms (goal {MOST_PAGE_P95_S * 1000:.0f}), "
          f"p99 {p99 * 1000:.0f} ms (goal {MOST_PAGE_P99_S * 1000:.0f})")  # fmt: skip
    print(f"  answer after the last byte, p95 {answer * 1000:.0f} ms (goal {MOST_ANSWER_S:.0f} s)")
    print(f"  errors {len(errors)}, lost {len(gone)}, memory of the web process {memory:.0f} MB")
    for error in errors[:5]:
        print(f"  {error}")
    ratio = ratios["table"]
    print(f"ratio to a bare page with a table: {ratio:.2f} (at least {LEAST_OF_BARE}), "
          f"to the row's text alone: {ratios['text']:.2f}")  # fmt: skip
    failed = bool(errors or gone) or ratio < LEAST_OF_BARE or memory > MOST_MEMORY_MB
    print("FAILED" if failed else "passed")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
