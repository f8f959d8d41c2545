"""The attack list of portal.md 7.4, for the routes there are: each a request that must fail."""

import io
import json
import logging
import random
import re
import struct
import threading
import zipfile
import zlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from sheetsync.portal.limits import Limits
from sheetsync.portal.store.audit import deeds
from sheetsync.portal.store.worker import all_submissions, untold_events
from sheetsync.portal.web.request_log import WithoutTokens
from sheetsync.rules.portal.page_parts import AskedInvoice, PageEntity
from sheetsync.tables.signed_links import UploadClaim, token
from tests.portal.web.conftest import (
    FIELDS,
    HOST,
    KEY,
    NOW,
    URL,
    Browser,
    Portal,
    hidden_of,
    new_portal,
    partner_page_of,
    pdf,
    words_of,
)
from tests.portal.web.test_sign_in_pages import ask, link_and_code, open_link

FOREIGN = ("Секретная фирма", "E-2", "777 000", "S-1001", "secret.pdf")


def with_another_partner(portal: Portal) -> None:
    """P-002 sent S-1001 for the same month; nothing of it is P-001's business."""
    other = partner_page_of(
        "P-002",
        name="Секретная фирма",
        entities=(PageEntity(entity_id="E-2", name="Секретная фирма"),),
        invoices_asked=(
            AskedInvoice(
                entity_id="E-2", month="2026-03", until=NOW.date(), amount_minor=77_700_000,
                currency="RUB",
            ),
        ),
        documents_asked=(),
    )  # fmt: skip
    portal.fill(other)
    link = portal.link(partner_id="P-002", entity_id="E-2")
    answer = portal.browser().send(link, ("secret.pdf", pdf("secret")), amount="777000")
    assert answer.status_code == 303


# 1, 2: every route with the seat of another, or with none


def test_a_link_shows_nothing_of_another_partner(portal: Portal, browser: Browser) -> None:
    with_another_partner(portal)
    paths = [
        portal.link(),
        portal.link() + "?sent=S-1001",
        portal.link() + "?replace=S-1001",
        portal.link() + "?answered=S-1001",
    ]
    for path in paths:
        page = browser.get(path)
        assert page.status_code == 200
        assert not [word for word in FOREIGN if word in page.text.replace("\u00a0", " ")]


@pytest.mark.parametrize("deed", ["withdraw", "answer"])
def test_a_link_changes_nothing_of_another_partner(
    portal: Portal, browser: Browser, deed: str
) -> None:
    with_another_partner(portal)
    fields = browser.hidden(portal.link()) | {"text": "x"}
    for no in ("S-1001", "S-1002", "S-1000", "S-0", "S-99999999999", "x", "S-1001%00"):
        answer = browser.post(f"{portal.link()}/{no}/{deed}", fields)
        assert answer.status_code == 404
        assert not [word for word in FOREIGN[:3] if word in answer.text]
    (one,) = all_submissions(portal.store)
    assert [event.kind for event in one.events] == ["received"]


def test_a_form_cannot_name_another_partner(portal: Portal, browser: Browser) -> None:
    with_another_partner(portal)
    named = {
        "partner_id": "P-002", "entity_id": "E-2", "month": "2026-02", "no": "S-1001",
        "state": "accepted", "replaces": "S-1001",
    }  # fmt: skip
    assert browser.send(portal.link(), **named).status_code == 303
    mine = portal.sent()[0].submission
    assert (mine.partner_id, mine.entity_id, mine.month) == ("P-001", "E-1", "2026-03")
    other = next(one for one in all_submissions(portal.store) if one.submission.no == "S-1001")
    assert [event.kind for event in other.events] == ["received"]


def test_the_same_file_of_two_partners_is_two_submissions(portal: Portal, browser: Browser) -> None:
    with_another_partner(portal)
    answer = browser.send(portal.link(), ("secret.pdf", pdf("secret")))
    assert "again" not in answer.headers["Location"]
    assert len(all_submissions(portal.store)) == 2


def test_a_used_form_tells_another_partner_nothing(portal: Portal, browser: Browser) -> None:
    with_another_partner(portal)
    once = all_submissions(portal.store)[0].submission.once
    answer = browser.send(portal.link(), once=once)
    assert "S-1001" not in answer.headers["Location"]


def test_files_are_for_our_own_people(portal: Portal, browser: Browser) -> None:
    with_another_partner(portal)
    for path in ("/f/S-1001", "/f/S-1001?file=" + "0" * 64, "/f/S-2"):
        answer = browser.get(path)
        assert answer.status_code == 302
        assert b"%PDF" not in answer.data
        assert answer.headers["Location"].startswith("/in")


# 3: links


def test_a_link_with_any_sign_changed_is_none(portal: Portal) -> None:
    good = portal.link().removeprefix("/u/")
    chance = random.Random(7)
    # The last sign of a signature has bits that nobody reads.
    for place in range(len(good) - 1):
        other = chance.choice([sign for sign in "abcXYZ019-_." if sign != good[place]])
        path = f"/u/{good[:place]}{other}{good[place + 1 :]}"
        browser = portal.browser(address=f"203.0.{place}.1")
        assert browser.get(path).status_code == 404, place


def signed(salt: str, content: Any, key: str = KEY) -> str:
    return str(URLSafeTimedSerializer([key], salt=salt).dumps(content))


CLAIM = ["P-001", "E-1", "2026-03", "invoice", 1]


@pytest.mark.parametrize(
    "made",
    [
        "",
        "x",
        "." * 2000,
        "a" * 100_000,
        "%00",
        "%2e%2e%2f",
        signed("sheetsync.unsubscribe.v1", CLAIM),
        signed("sheetsync.portal.v1", CLAIM),
        signed("sheetsync.upload.v1", CLAIM, key="another key that somebody guessed"),
        signed("sheetsync.upload.v1", {"partner_id": "P-001"}),
    ],
    # Signed texts hold the moment, and every process of a run has to collect the same names.
    ids=["", "x", "dots", "long", "nul", "path", "unsubscribe", "letter", "other-key", "shape"],
)
def test_what_is_no_link_of_ours_is_none(browser: Browser, made: str) -> None:
    answer = browser.get(f"/u/{made}")
    assert answer.status_code == 404
    assert "Такой страницы нет" in words_of(answer.text)


def test_an_old_link_asks_for_a_new_one(portal: Portal, browser: Browser) -> None:
    fields = browser.hidden(portal.link())
    portal.clock.at += timedelta(days=35)
    for answer in (browser.get(portal.link()), browser.post(portal.link(), fields)):
        assert answer.status_code == 410
        assert "Попросите новую: ответьте на письмо" in words_of(answer.text)
        assert "35 дней" in words_of(answer.text)


def test_a_revoked_link_ends_at_once_even_with_its_form_open(
    portal: Portal, browser: Browser
) -> None:
    fields = browser.hidden(portal.link()) | FIELDS
    portal.fill(partner_page_of(link_version=2))
    files = {"file": (BytesIO(pdf()), "a.pdf")}
    for answer in (browser.get(portal.link()), browser.post(portal.link(), fields | files)):
        assert answer.status_code == 410
        assert "попросите новую" in words_of(answer.text)
        assert "Анна Ким" in words_of(answer.text)
    assert portal.sent() == ()
    assert browser.get(portal.link(version=2)).status_code == 200
    deed = deeds(portal.store)[-1][1]
    assert (deed.action, deed.partner_id, deed.what) == ("link_refused", "P-001", "revoked")


def test_a_link_of_a_rotated_key_is_good_until_that_key_goes(portal: Portal) -> None:
    web = portal.web
    object.__setattr__(web, "keys", [KEY, "the next key that signs links"])
    assert portal.browser().get(portal.link()).status_code == 200
    object.__setattr__(web, "keys", ["the next key that signs links"])
    assert portal.browser().get(portal.link()).status_code == 404


def test_whoever_tries_links_waits(portal: Portal, browser: Browser) -> None:
    statuses = [browser.get(f"/u/guess{at}").status_code for at in range(22)]
    assert statuses == [404] * 20 + [429] * 2
    answer = browser.get(portal.link())
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    assert "Подождите 10 минут и попробуйте снова." in words_of(answer.text)
    assert portal.browser(address="198.51.100.1").get(portal.link()).status_code == 200
    portal.clock.sleep(600)
    assert browser.get(portal.link()).status_code == 200


# 4: scanners of mail


def test_a_scanner_changes_nothing(portal: Portal) -> None:
    browser = portal.browser()
    ask(browser)
    link, code = link_and_code(portal)
    scanner = portal.browser(address="198.51.100.5")
    before = len(untold_events(portal.store))
    for path in (portal.link(), link):
        for method in ("GET", "HEAD", "OPTIONS", "GET"):
            assert scanner.ask(method, path).status_code == 200
        page = scanner.get(path).text
        for form in re.findall(r'<form[^>]* action="([^"]+)"', page):
            hidden = hidden_of(page, form)
            answer = scanner.post(form.replace("&amp;", "&"), hidden)
            assert answer.status_code == 422
    assert len(untold_events(portal.store)) == before
    assert open_link(portal.browser(), link, code).status_code == 303


# 5: codes


def test_a_code_of_one_letter_opens_no_other(portal: Portal) -> None:
    portal.desk = portal.desk.__class__(
        company="x", lang="ru", addresses=("anna@company.example", "boris@company.example")
    )
    portal.fill()
    ask(portal.browser())
    first, first_code = link_and_code(portal)
    ask(portal.browser(), "boris@company.example")
    second, second_code = link_and_code(portal)
    if first_code != second_code:
        assert open_link(portal.browser(), first, second_code).status_code == 422
        assert open_link(portal.browser(), second, first_code).status_code == 422


@pytest.mark.parametrize("code", ["", "0", "x" * 100_000, "１２３４５６", "' OR 1=1", "123456\x00"])
def test_odd_codes_are_wrong_ones(portal: Portal, code: str) -> None:
    ask(portal.browser())
    link, right = link_and_code(portal)
    answer = open_link(portal.browser(), link, code)
    assert answer.status_code == 422
    assert open_link(portal.browser(), link, right).status_code == 303


# 6: cookies


def test_a_made_up_cookie_is_nobody(browser: Browser) -> None:
    for value in ("x", "0" * 64, "../../etc", "é" * 64):
        browser.client.set_cookie("__Host-sheetsync", value, domain=HOST)
        assert browser.get("/f/S-1001").status_code == 302


# 7: forged requests


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": None},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": URL, "Sec-Fetch-Site": "cross-site"},
        {"Origin": URL, "Sec-Fetch-Site": "same-site"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": f"http://{HOST}", "Sec-Fetch-Site": None},
        {"Origin": f"{URL}.evil.example", "Sec-Fetch-Site": None},
    ],
)
def test_a_form_of_another_site_is_refused(
    portal: Portal, browser: Browser, headers: dict[str, Any]
) -> None:
    fields = browser.hidden(portal.link()) | FIELDS
    for path in (portal.link(), f"{portal.link()}/S-1001/withdraw", "/in", "/in/x", "/out"):
        answer = browser.post(path, dict(fields), headers=headers)
        assert answer.status_code == 403
    assert portal.sent() == ()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null", "Sec-Fetch-Site": None},
        {"Origin": None, "Sec-Fetch-Site": None},
        {"Origin": URL, "Sec-Fetch-Site": "none"},
    ],
)
def test_our_own_form_is_taken_whatever_the_browser_hides(
    portal: Portal, browser: Browser, headers: dict[str, Any]
) -> None:
    """A page without a referrer names its origin null; old browsers name nothing."""
    fields = browser.hidden(portal.link()) | FIELDS | {"file": (BytesIO(pdf()), "a.pdf")}
    assert browser.post(portal.link(), fields, headers=headers).status_code == 303


@pytest.mark.parametrize("spoil", ["none", "other link", "other session", "made up"])
def test_a_form_without_its_token_is_refused(portal: Portal, browser: Browser, spoil: str) -> None:
    fields = browser.hidden(portal.link()) | FIELDS
    if spoil == "none":
        del fields["csrf_token"]
    elif spoil == "other link":
        fields["csrf_token"] = browser.hidden(portal.link(month="2026-02"))["csrf_token"]
    elif spoil == "other session":
        page = browser.get(browser.get("/in").headers["Location"])
        fields["csrf_token"] = hidden_of(page.text, "/in")["csrf_token"]
    else:
        fields["csrf_token"] = "x.y.z"
    answer = browser.post(portal.link(), fields | {"file": (BytesIO(pdf()), "a.pdf")})
    assert answer.status_code == 400
    assert "Ничего не отправлено" in words_of(answer.text)
    assert portal.sent() == ()


def test_nothing_is_changed_by_asking(portal: Portal, browser: Browser) -> None:
    browser.send(portal.link())
    for path in (f"{portal.link()}/S-1001/withdraw", f"{portal.link()}/S-1001/answer", "/out"):
        for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH"):
            headers = {"Origin": URL, "Sec-Fetch-Site": "same-origin"}
            assert browser.ask(method, path, headers=headers).status_code == 405
    assert len(portal.sent()[0].events) == 1


# 8: files


def office(*entries: tuple[str, bytes], ext: str = "xlsx") -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    del ext
    return body.getvalue()


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    image = chunk(b"IDAT", zlib.compress(b""))
    return b"\x89PNG\r\n\x1a\n" + head + image + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ" + pdf()),
        ("a.pdf.exe", pdf()),
        ("a.html", b"<script>alert(1)</script>"),
        ("a.svg", b"<svg onload=alert(1)>"),
        ("a.zip", office(("a", b"x"))),
        ("a.pdf", office(("a", b"x")) + pdf()),
        ("a.xlsx", office(("a", b"x"))),
        ("a.xlsx", office(*((f"x{at}", b"") for at in range(10_000)))),
        ("a.xlsx", office(("xl/workbook.xml", b"0" * 20_000_000))),
        ("a.docx", office(("../../evil", b"x"))),
        ("a.xlsx", office(("xl/vbaProject.bin", b"x"), ("[Content_Types].xml", b"x"))),
        ("a.png", png(10_000, 6_000)),
        ("a.png", pdf()),
        ("a.jpg", b"\xff\xd8\xff"),
        ("a", pdf()),
        ("", pdf()),
        (".pdf", b"x"),
    ],
)
def test_a_dangerous_file_is_refused_in_words(
    portal: Portal, browser: Browser, name: str, content: bytes
) -> None:
    answer = browser.send(portal.link(), (name, content))
    assert answer.status_code == 422
    assert "Не отправлено. Исправьте:" in words_of(answer.text)
    assert portal.sent() == ()


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.pdf", "..\\..\\x.pdf", "/etc/cron.d/x.pdf", "C:\\x\\y.pdf",
        "a\x00.pdf", "CON.pdf", "=cmd|' /C calc'!A0.pdf", "-x.pdf", "@x.pdf", "%2e%2e%2fx.pdf",
        "a%0D%0ASet-Cookie: x=1.pdf", "gpj.\u202etxt.pdf", "<img src=x onerror=alert(1)>.pdf",
        "я" * 300 + ".pdf", "Расшифровка Счёт.pdf", "Ofslútdyk.pdf", "t'es't%22.pdf", " .pdf.pdf",
        "Й.pdf",
    ],
)  # fmt: skip
def test_a_files_name_is_only_ever_shown(portal: Portal, browser: Browser, name: str) -> None:
    assert browser.send(portal.link(), (name, pdf(name))).status_code == 303
    (file,) = portal.sent()[0].files
    assert re.fullmatch(r"[0-9a-f]{16}/[0-9a-f]{16}/[0-9a-f]{64}\.pdf", file.place)
    assert len(file.name_shown) <= 120
    assert not re.search(r"[\x00-\x1f\u202e/\\]", file.name_shown)
    assert file.name_shown[0] not in "=+-@"
    page = browser.get(portal.link()).text
    assert "<img" not in page


def test_too_large_a_form_is_refused_in_words(portal: Portal, browser: Browser) -> None:
    portal.app.config["MAX_CONTENT_LENGTH"] = 100_000
    answer = browser.send(portal.link(), ("a.pdf", pdf("x" * 200_000)))
    assert answer.status_code == 413
    assert "Ничего не отправлено. Пришлите меньше файлов сразу" in words_of(answer.text)


def test_a_file_over_its_limit_is_refused_alone(portal: Portal, browser: Browser) -> None:
    object.__setattr__(portal.web, "limits", Limits(file_bytes=1_000, free_bytes=0))
    answer = browser.send(portal.link(), ("a.pdf", pdf("x" * 2_000)), ("b.pdf", pdf()))
    assert "a.pdf: файл больше 15 МБ" in words_of(answer.text)
    assert "b.pdf (1 КБ)" in words_of(answer.text)


def test_too_many_parts_are_refused(portal: Portal, browser: Browser) -> None:
    many = {f"x{at}": "1" for at in range(50)}
    assert browser.send(portal.link(), **many).status_code == 413


# 9: what partners type

ODD_TEXTS = (
    '=HYPERLINK("http://evil.example")',
    "a\r\nBcc: eve@evil.example",
    "\u202e\u2066gnp\u200b",
    "a\x00b",
    "<script>alert(1)</script>{{ 7*7 }}",
    "'; DROP TABLE submission; --",
    "\ud83d\ude00\u0301",
)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_texts_are_texts(portal: Portal, browser: Browser, text: str) -> None:
    typed = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert browser.send(portal.link(), number=typed, text=typed).status_code in {303, 422}
    page = browser.get(portal.link()).text
    assert "<script>alert" not in page
    assert "49" not in re.sub(r"[0-9a-f]{20,}|\S{40,}", "", page)
    for one in portal.sent():
        kept = one.submission.number + one.submission.text
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u200b\u202a-\u202e\u2066-\u2069]", kept)
        assert "\n" not in one.submission.number


@pytest.mark.parametrize("field", ["number", "doc_date", "amount", "text", "once", "accepted"])
def test_a_hundred_kilobytes_in_a_field_are_refused_in_words(
    portal: Portal, browser: Browser, field: str
) -> None:
    answer = browser.send(portal.link(), **{field: "9" * 100_000})
    assert answer.status_code in {303, 422}
    assert len(answer.text) < 60_000


def test_a_megabyte_in_a_field_is_refused(portal: Portal, browser: Browser) -> None:
    assert browser.send(portal.link(), text="9" * 1_000_000).status_code == 413


def test_our_own_texts_are_escaped_too(portal: Portal, browser: Browser) -> None:
    evil = "<script>alert(1)</script>"
    entity = PageEntity(entity_id="E-1", name=evil, inn=evil)
    portal.fill(partner_page_of(name=evil, company=evil, contact=evil, entities=(entity,)))
    browser.send(portal.link())
    portal.decide("S-1001", "asked", evil + " S-1001")
    page = browser.get(portal.link()).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


# 10, 11: races


def at_once(count: int, act: Any) -> list[TestResponse]:
    answers: list[TestResponse] = []
    gate = threading.Barrier(count)

    def run(number: int) -> None:
        gate.wait()
        answers.append(act(number))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_one_form_from_six_devices_is_one_submission(portal: Portal) -> None:
    fields = portal.browser().hidden(portal.link()) | FIELDS

    def send(number: int) -> TestResponse:
        browser = portal.browser(address=f"203.0.113.{number}")
        return browser.post(portal.link(), fields | {"file": (BytesIO(pdf()), "a.pdf")})

    answers = at_once(6, send)
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(portal.sent()) == 1


def test_the_last_free_place_of_a_month_is_taken_once(portal: Portal) -> None:
    object.__setattr__(portal.web, "limits", Limits(files_per_month=3, free_bytes=0))
    for number in (1, 2):
        portal.browser().send(portal.link(), ("a.pdf", pdf(str(number))), number=str(number))

    def send(number: int) -> TestResponse:
        browser = portal.browser(address=f"203.0.113.{number}")
        return browser.send(portal.link(), ("a.pdf", pdf(f"x{number}")), number=f"x{number}")

    answers = at_once(12, send)
    assert sorted(answer.status_code for answer in answers) == [303] + [422] * 11
    assert len(portal.sent()) == 3


def test_whoever_sends_too_often_waits(portal: Portal, browser: Browser) -> None:
    fields = browser.hidden(portal.link()) | FIELDS
    answers = [browser.post(portal.link(), fields) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [422] * 20 + [429]
    wait = int(answers[-1].headers["Retry-After"])
    assert 0 < wait <= 60
    assert "Ничего не потеряно." in words_of(answers[-1].text)
    portal.clock.sleep(wait)
    assert browser.post(portal.link(), fields).status_code == 422


def test_whoever_asks_too_often_waits(portal: Portal, browser: Browser) -> None:
    statuses = [browser.get("/in?c=1").status_code for _ in range(140)]
    assert statuses[:120] == [200] * 120
    # Counted by tens; whoever was refused once is refused each time.
    assert set(statuses[130:]) == {429}
    assert browser.get("/healthz").status_code == 200
    assert portal.browser(address="2001:db8::1").get("/in?c=1").status_code == 200
    portal.clock.sleep(60)
    assert browser.get("/in?c=1").status_code == 200


def test_a_block_of_addresses_asks_as_one(portal: Portal) -> None:
    for at in range(20):
        portal.browser(address=f"2001:db8:1:1::{at}").get(f"/u/guess{at}")
    last = portal.browser(address="2001:db8:1:1:ffff::1")
    assert last.get("/u/guess").status_code == 429
    assert portal.browser(address="2001:db8:1:2::1").get("/u/guess").status_code == 404


# 12: hosts, paths


@pytest.mark.parametrize(
    "host", ["evil.example", f"{HOST}.evil.example", f"evil.example:443@{HOST}", "", f"{HOST}:81"]
)
def test_another_hosts_name_is_refused(portal: Portal, browser: Browser, host: str) -> None:
    for path in (portal.link(), "/in", "/static/portal.css"):
        answer = browser.get(path, headers={"Host": host})
        assert answer.status_code in {400, 421}
        assert "evil" not in answer.text


def test_who_forwards_is_not_believed_without_proxies(browser: Browser) -> None:
    statuses = []
    for at in range(22):
        headers = {"X-Forwarded-For": f"198.51.100.{at}", "X-Forwarded-Host": HOST}
        statuses.append(browser.get(f"/u/guess{at}", headers=headers).status_code)
    assert statuses[-1] == 429


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "//evil.example",
        "/u//../in", "/static/portal.css/..", "/u/", "/.env", "/in/", "/static//portal.css",
    ],
)  # fmt: skip
def test_paths_lead_nowhere_else(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code in {302, 308, 404, 200}
    assert "evil.example" not in answer.headers.get("Location", "")
    assert "create_app" not in answer.text


def test_behind_a_proxy_its_word_on_the_sender_counts(tmp_path: Path) -> None:
    for portal in new_portal(tmp_path, proxy_hops=1):
        browser = portal.browser(address="127.0.0.1", host="internal:8795")
        hop = {"X-Forwarded-Host": HOST, "X-Forwarded-Proto": "https"}
        for at in range(22):
            headers = hop | {"X-Forwarded-For": f"1.2.3.4, 198.51.100.{at}"}
            assert browser.get(f"/u/guess{at}", headers=headers).status_code == 404
        assert browser.get("/in?c=1").status_code == 421
        senders = [f"203.0.113.{at}, 198.51.100.77" for at in range(22)]
        last = [browser.get("/u/x", headers=hop | {"X-Forwarded-For": one}) for one in senders]
        assert last[-1].status_code == 429


# 14, 15: what is told


def test_no_log_holds_what_lets_people_in(
    portal: Portal, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    browser.send(portal.link())
    browser.send(portal.link(), number="")
    ask(browser)
    link, code = link_and_code(portal)
    open_link(browser, link, code)
    browser.get("/f/S-1001")
    browser.get(portal.link()[:-3] + "xyz")
    waitress = logging.getLogger("waitress")
    waitress.addFilter(WithoutTokens())
    waitress.error("Exception while serving %s", portal.link())
    cookies = [cookie.value for cookie in (browser.client._cookies or {}).values()]
    secret = [portal.link()[3:], link[4:], code, KEY, *cookies, "203.0.113.77", "anna@company"]
    said = caplog.text + "".join(record.getMessage() for record in caplog.records)
    assert "POST /u/<token> 303" in said
    assert "P-001 203.0.113.0/24" in said
    assert "a…@company.example" in said
    assert not [word for word in secret if word in said]
    told = json.dumps([str(one) for one in untold_events(portal.store)], ensure_ascii=False)
    told += repr(portal.web) + repr(deeds(portal.store))
    assert not [word for word in secret if word in told]


def test_an_error_of_ours_is_told_without_a_trace(
    portal: Portal,
    browser: Browser,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("inner words")

    monkeypatch.setitem(portal.app.view_functions, "show_upload", broken)
    answer = browser.get(portal.link())
    assert answer.status_code == 500
    assert "У нас ошибка" in words_of(answer.text)
    assert "Failed: GET /u/<token>" in caplog.text
    for word in ("inner words", "Traceback", "RuntimeError", "werkzeug"):
        assert word not in answer.text
    assert portal.link()[3:] not in caplog.text


def test_a_store_that_is_gone_is_said_in_words(portal: Portal, browser: Browser) -> None:
    path = portal.store.database.address.path
    assert path
    other = path.with_name("other")
    other.write_bytes(b"no database at all, but long enough to be looked at as one" * 100)
    other.replace(path)
    for companion in path.parent.glob(f"{path.name}-*"):
        companion.unlink()
    answer = browser.get(portal.link())
    assert answer.status_code == 503
    assert "У нас ошибка" in words_of(answer.text)
    assert answer.headers["Retry-After"] == "60"
    assert str(path) not in answer.text
    health = browser.get("/healthz")
    assert (health.status_code, json.loads(health.text)["store"]) == (503, {"ok": False})


def test_every_answer_carries_what_keeps_others_away(portal: Portal, browser: Browser) -> None:
    for path in (portal.link(), "/u/x", "/in?c=1", "/healthz", "/nothing"):
        headers = browser.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        assert "Set-Cookie" not in headers
        # Said twice, a browser may believe neither.
        names = [name.lower() for name, _ in headers.items()]
        assert sorted(names) == sorted(set(names))
    static = browser.get("/static/portal.css")
    assert static.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_pages_hold_no_scripts_and_styles_of_their_own(portal: Portal, browser: Browser) -> None:
    browser.send(portal.link())
    for path in (portal.link(), "/in?c=1", "/u/x"):
        page = browser.get(path).text
        assert not re.search(
            r"<style|style=|\son\w+=|javascript:|<script(?! type=\"module\" src)", page
        )
        assert len(page.encode()) < 60_000
        links = re.findall(r'(?:href|src|action)="([^"]*)"', page)
        assert not [link for link in links if re.match(r"\w+:|//", link)]


def test_a_token_of_the_future_is_no_trouble(browser: Browser) -> None:
    made = token(
        UploadClaim("P-001", "E-1", "2026-03", "invoice"),
        [KEY],
        NOW + timedelta(hours=2),
        version=1,
    )
    # A clock that was set back must not lock partners out for hours, nor break.
    assert browser.get(f"/u/{made}").status_code in {200, 404, 410}
