from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.generator import BytesGenerator
from email.header import decode_header, make_header
from email.message import EmailMessage
from io import BytesIO

import pytest

from sheetsync.errors import LetterRefusedError
from sheetsync.letters.letter import Attachment, Letter, LetterKey
from sheetsync.mail.addresses import Mailbox
from sheetsync.mail.mime import composed, message_id
from sheetsync.mail.wire import WIRE_POLICY

Composed = Callable[[Letter], bytes]
PICTURE = Attachment(
    "chart.png", b"\x89PNG\r\n\x1a\n" + bytes(5000), "image/png", "chart@sheetsync"
)
TABLE = Attachment("Работы за март.csv", "\ufeffработа;сумма\r\n".encode(), "text/csv")
UNSUBSCRIBE_URL = "https://company.example/stop?t=" + "a" * 150


@pytest.fixture
def full(letter: Letter) -> Letter:
    return replace(
        letter,
        attachments=(TABLE, PICTURE),
        html='<p>Здравствуйте! <img src="cid:chart@sheetsync" alt=""></p>\n',
        unsubscribe_url=UNSUBSCRIBE_URL,
        unsubscribe_mailto="stop@company.example",
    )


def parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def body(raw: bytes, subtype: str) -> str:
    part = parsed(raw).get_body((subtype,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def outline(part: EmailMessage) -> str:
    kind = part.get_content_type()
    inner = [outline(each) for each in part.iter_parts() if isinstance(each, EmailMessage)]
    return f"{kind}[{', '.join(inner)}]" if inner else kind


def test_text_and_html_read_as_they_were_written(letter: Letter, compose: Composed) -> None:
    raw = compose(letter)
    assert body(raw, "plain") == letter.text
    assert body(raw, "html") == letter.html


def test_a_plain_letter_has_two_alternatives(letter: Letter, compose: Composed) -> None:
    assert outline(parsed(compose(letter))) == "multipart/alternative[text/plain, text/html]"


def test_pictures_go_with_the_html_and_files_with_the_letter(
    full: Letter, compose: Composed
) -> None:
    assert outline(parsed(compose(full))) == (
        "multipart/mixed[multipart/alternative[text/plain, "
        "multipart/related[text/html, image/png]], text/csv]"
    )


def test_attachments_arrive_whole(full: Letter, compose: Composed) -> None:
    found = {part.get_filename(): part for part in parsed(compose(full)).walk()}
    table, picture = found["Работы за март.csv"], found["chart.png"]
    assert table.get_payload(decode=True) == TABLE.content
    assert table.get_content_disposition() == "attachment"
    assert picture.get_payload(decode=True) == PICTURE.content
    assert picture.get_content_disposition() == "inline"
    assert picture["Content-ID"] == "<chart@sheetsync>"


def test_headers_say_who_what_when_and_how_to_stop(full: Letter, compose: Composed) -> None:
    message = parsed(compose(full))
    headers = {name: str(value) for name, value in message.items() if name != "Content-Type"}
    assert headers == {
        "MIME-Version": "1.0",
        "From": "Компания <reports@company.example>",
        "To": "boris@vector.example",
        "Subject": "Отчёт за март 2026: Вектор",
        "Date": "Thu, 02 Apr 2026 09:00:00 +0000",
        "Message-ID": "<one@company.example>",
        "Auto-Submitted": "auto-generated",
        "X-Sheetsync-Key": "monthly/P-001/2026-03/1",
        "Reply-To": "anna@company.example",
        "List-Unsubscribe": f"<{UNSUBSCRIBE_URL}>, <mailto:stop@company.example>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_without_ways_to_unsubscribe_no_header_promises_one(
    letter: Letter, compose: Composed
) -> None:
    message = parsed(compose(replace(letter, reply_to="")))
    assert "List-Unsubscribe" not in message
    assert "List-Unsubscribe-Post" not in message
    assert "Reply-To" not in message


def test_only_a_url_promises_one_click(letter: Letter, compose: Composed) -> None:
    message = parsed(compose(replace(letter, unsubscribe_mailto="mailto:stop@company.example")))
    assert message["List-Unsubscribe"] == "<mailto:stop@company.example>"
    assert "List-Unsubscribe-Post" not in message


def test_list_unsubscribe_stays_whole_on_the_wire(full: Letter, compose: Composed) -> None:
    assert f"List-Unsubscribe: <{UNSUBSCRIBE_URL}>,\r\n".encode() in compose(full)


def test_the_key_of_a_partner_with_russian_letters_is_readable_by_machines(
    letter: Letter, compose: Composed
) -> None:
    key = LetterKey("monthly", "П 1\r\nBcc: x", "2026-03")
    assert b"X-Sheetsync-Key: monthly/%D0%9F%201%0D%0ABcc%3A%20x/2026-03/1\r\n" in compose(
        replace(letter, key=key)
    )


def test_the_bytes_are_seven_bit_with_crlf_and_short_lines(full: Letter, compose: Composed) -> None:
    raw = compose(replace(full, text="ж" * 5000 + "\n" + "a" * 5000, html="<b>₽</b>" * 3000))
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    long = [line for line in raw.split(b"\r\n") if len(line) > 76]
    assert all(b"filename*=" in line or b"List-Unsubscribe" in line for line in long)
    assert max(map(len, long)) <= 998


def test_the_same_letter_gives_the_same_bytes(full: Letter, compose: Composed) -> None:
    assert compose(full) == compose(full)


def test_the_standard_generator_writes_the_same_bytes(full: Letter, compose: Composed) -> None:
    raw = compose(full)
    again = BytesIO()
    BytesGenerator(again, mangle_from_=False, policy=WIRE_POLICY).flatten(
        message_from_bytes(raw, policy=WIRE_POLICY)
    )
    assert again.getvalue() == raw


@pytest.mark.parametrize(
    "text",
    [
        '=IMPORTXML("http://x","//a")',
        "<script>alert(1)</script>",
        "/etc/hostname",
        "Имя" * 100,
        "👩‍👩‍👧 & Co",
        "+7 900 000-00-00",
        "@here",
        "=?utf-8?q?hi?=",
        "--=_boundary",
        "line\u2028separator",
        "trailing space ",
        "From here",
        ".",
        "\x00\x01",
    ],
)
def test_odd_texts_arrive_as_text(text: str, letter: Letter, compose: Composed) -> None:
    raw = compose(replace(letter, text=text, html=text, subject=f"Отчёт: {text}"))
    assert body(raw, "plain") == text
    assert body(raw, "html") == text
    assert outline(parsed(raw)) == "multipart/alternative[text/plain, text/html]"


def test_half_a_sign_does_not_stop_a_letter(letter: Letter, compose: Composed) -> None:
    assert body(compose(replace(letter, text="a\ud83db")), "plain") == "a?b"


@pytest.mark.parametrize(
    "subject",
    [
        "Отчёт\r\nBcc: all@company.example",
        "Hi\n\n<h1>phish</h1>",
        "Hi\r\n\r\nBody",
        "Hi\x0bBcc: x",
        "Hi\x85Bcc: x",
    ],
)
def test_a_subject_brings_in_no_header_and_no_body(
    subject: str, letter: Letter, compose: Composed
) -> None:
    raw = compose(replace(letter, subject=subject))
    message = message_from_bytes(raw)
    assert "Bcc" not in message
    assert message["To"] == "boris@vector.example"
    assert str(make_header(decode_header(str(message["Subject"])))) == " ".join(subject.split())
    assert body(raw, "plain") == letter.text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"to": ("a@x.example\r\nBcc: b@x.example",)},
            "'a@x.example\\r\\nBcc: b@x.example' is not an address that mail can carry",
        ),
        (
            {"reply_to": "anna@company.example, eve@evil.example"},
            "'anna@company.example, eve@evil.example' is not an address that mail can carry",
        ),
        (
            {"unsubscribe_url": "https://x.example/\r\nBcc: x"},
            "monthly/P-001/2026-03/1: 'https://x.example/\\r\\nBcc: x' "
            "cannot stand in List-Unsubscribe",
        ),
        (
            {"unsubscribe_mailto": "a@x.example> <https://evil.example"},
            "monthly/P-001/2026-03/1: 'mailto:a@x.example> <https://evil.example' "
            "cannot stand in List-Unsubscribe",
        ),
        (
            {"attachments": (Attachment("a.csv", b"", "text/csv\r\nX: y"),)},
            "'a.csv': 'text/csv\\r\\nX: y' is not a media type",
        ),
        (
            {"unsubscribe_url": "https://x.example/" + "a" * 1000},
            "monthly/P-001/2026-03/1: header 'List-Unsubscribe' is longer than a line can be",
        ),
    ],
)
def test_what_would_break_a_header_refuses_the_letter(
    changes: dict[str, object], message: str, letter: Letter, compose: Composed
) -> None:
    with pytest.raises(LetterRefusedError) as caught:
        compose(replace(letter, **changes))  # type: ignore[arg-type]  # each is a field of Letter
    assert caught.value.message == message
    assert not caught.value.temporary


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a.csv", "a.csv"),
        ('a"b\r\nX: y.csv', 'a"b X: y.csv'),
        ("ж" * 200 + ".csv", "ж" * 96 + ".csv"),
    ],
)
def test_a_files_name_has_no_folders_and_fits_a_line(
    given: str, shown: str, letter: Letter, compose: Composed
) -> None:
    raw = compose(replace(letter, attachments=(Attachment(given, b"x", "text/csv"),)))
    names = [part.get_filename() for part in parsed(raw).walk()]
    assert names[-1] == shown
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_a_message_id_says_kind_and_period_and_is_the_same_every_time() -> None:
    key = LetterKey("monthly", "P-001", "2026-03")
    made = message_id(key, "S1", b"secret", "company.example")
    assert made == "<monthly.2026-03.0b404347e7ebd83d67f8924261600292@company.example>"


@pytest.mark.parametrize(
    ("key", "spreadsheet_id", "secret"),
    [
        (LetterKey("monthly", "P-002", "2026-03"), "S1", b"secret"),
        (LetterKey("monthly", "P-001", "2026-04"), "S1", b"secret"),
        (LetterKey("monthly", "P-001", "2026-03", 2), "S1", b"secret"),
        (LetterKey("digest", "P-001", "2026-03"), "S1", b"secret"),
        (LetterKey("monthly", "P-001", "2026-03"), "S2", b"secret"),
        (LetterKey("monthly", "P-001", "2026-03"), "S1", b"another"),
    ],
)
def test_another_letter_workbook_or_journal_has_another_message_id(
    key: LetterKey, spreadsheet_id: str, secret: bytes
) -> None:
    first = message_id(LetterKey("monthly", "P-001", "2026-03"), "S1", b"secret", "x.example")
    assert message_id(key, spreadsheet_id, secret, "x.example") != first


def test_an_odd_period_stays_out_of_the_message_id() -> None:
    made = message_id(LetterKey("monthly", "P", "март\r\n"), "S1", b"s", "x.example")
    assert made.startswith("<monthly.")
    assert made.isascii()


def test_a_senders_name_with_line_breaks_stays_one_header(letter: Letter) -> None:
    raw = composed(
        letter,
        sender=Mailbox("ООО\r\nBcc: x@evil.example", "r@company.example"),
        message_id="<one@company.example>",
        dated_at=datetime(2026, 4, 2, tzinfo=UTC),
    )
    assert "Bcc" not in message_from_bytes(raw)
