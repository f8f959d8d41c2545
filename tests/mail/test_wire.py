import random
import unicodedata
from email import charset
from email.header import decode_header, make_header
from email.message import MIMEPart
from email.utils import parseaddr

import pytest

from sheetsync.mail.wire import WIRE_POLICY, cleaned, encoded_mailbox, encoded_text, flattened

ODD_SIGNS = (
    list("abcXYZ 019.,;:<>@\"'\\()[]=?!%&*+-/_~{}|^`$# ")
    + list("жёЩъ«»№—…₽äßéñ中文字かなلعربيةहिन्दी")
    + ["\u200b", "\u202e", "\xa0", "\ufeff", "😀", "👩‍👩‍👧", "\x00", "\r\n", "\t", "\x1b", "\u2028"]
    + ["=?utf-8?q?x?=", "ООО ", "very-long-word-" * 6, "=?", "?="]
)
SIGNS = random.Random(20260402)
ODD_NAMES = [
    "".join(SIGNS.choice(ODD_SIGNS) for _ in range(SIGNS.randint(1, 60))) for _ in range(4000)
]


def header_of(name: str, value: str) -> str:
    return WIRE_POLICY.fold(name, value)


def unfolded(folded: str) -> str:
    return folded.replace("\r\n", "")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Отчёт", "Отчёт"),
        ("  a \t b\n", "a b"),
        ("Hi\n\n<h1>phish</h1>", "Hi <h1>phish</h1>"),
        ("Hi\r\nBcc: all@company.example", "Hi Bcc: all@company.example"),
        ("a\x00b\x1bc\x7fd\x85e", "a b c d e"),
        ("a\u2028b", "a b"),
        ("\ud83d", ""),
        ("", ""),
    ],
)
def test_a_text_is_cleaned_to_one_line(text: str, clean: str) -> None:
    assert cleaned(text) == clean


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("Report March 2026", "Report March 2026"),
        ("Отчёт", "=?utf-8?b?0J7RgtGH0ZHRgg==?="),
        ("=?utf-8?q?hi?=", "=?utf-8?b?PT91dGYtOD9xP2hpPz0=?="),
        ("", ""),
    ],
)
def test_a_text_is_encoded_only_where_it_must_be(text: str, encoded: str) -> None:
    assert encoded_text(text) == encoded


@pytest.mark.parametrize(
    ("name", "mailbox"),
    [
        ("", "a@b.example"),
        ("Ann Lee", "Ann Lee <a@b.example>"),
        ("Lee, Ann", '"Lee, Ann" <a@b.example>'),
        ('Ann "A" Lee', r'"Ann \"A\" Lee" <a@b.example>'),
        ("back\\slash", r'"back\\slash" <a@b.example>'),
        ("a@evil.example", '"a@evil.example" <a@b.example>'),
        ("Анна", "=?utf-8?b?0JDQvdC90LA=?= <a@b.example>"),
    ],
)
def test_a_mailbox_keeps_its_address_in_sight(name: str, mailbox: str) -> None:
    assert encoded_mailbox(name, "a@b.example") == mailbox


def test_no_odd_name_is_changed_or_hides_the_address() -> None:
    for name in ODD_NAMES:
        folded = header_of("From", encoded_mailbox(name, "a@b.example"))
        shown, address = parseaddr(unfolded(folded).removeprefix("From: "))
        assert address == "a@b.example", name
        assert str(make_header(decode_header(shown))) == cleaned(name), name


def test_no_odd_subject_is_changed() -> None:
    for name in ODD_NAMES:
        value = unfolded(header_of("Subject", encoded_text(name))).removeprefix("Subject: ")
        assert str(make_header(decode_header(value))) == cleaned(name), name


def test_headers_with_odd_names_keep_to_the_line_lengths_in_seven_bits() -> None:
    for name in ODD_NAMES:
        lines = header_of("From", encoded_mailbox(name, "a@b.example")).split("\r\n")
        assert all(line.isascii() and len(line) <= 76 for line in lines), name
        words = [word for line in lines for word in line.split() if word.startswith("=?utf-8?")]
        assert all(len(word) <= 75 for word in words), name


def test_encoded_words_are_cut_between_signs() -> None:
    words = encoded_text("ж" * 200).split()
    assert len(words) > 1
    assert all(str(make_header(decode_header(word))).strip("ж") == "" for word in words)


def test_a_header_is_folded_at_spaces_and_never_right_after_its_name() -> None:
    folded = header_of("List-Unsubscribe", f"<https://x.example/{'a' * 200}>, <mailto:s@x.example>")
    assert folded == (
        f"List-Unsubscribe: <https://x.example/{'a' * 200}>,\r\n <mailto:s@x.example>\r\n"
    )


def test_unfolding_restores_every_header() -> None:
    for name in ODD_NAMES[:500]:
        value = encoded_mailbox(name, "a@b.example")
        assert unfolded(header_of("From", value)) == f"From: {value}"


def test_a_header_longer_than_a_line_is_refused() -> None:
    with pytest.raises(ValueError, match="header 'X-A' is longer than a line can be"):
        header_of("X-A", "a" * 995)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Subject", "Hi\r\nBcc: all@company.example"),
        ("Subject", "Hi\n\n<h1>phish</h1>"),
        ("Subject", "Hi\rBcc: x"),
        ("Subject", "a\x00b"),
        ("Subject", "Отчёт"),
        ("X-A\r\nBcc", "x"),
        ("X-A: b", "x"),
        ("X-Ж", "x"),
    ],
)
def test_no_header_can_bring_in_another(name: str, value: str) -> None:
    part = MIMEPart(WIRE_POLICY)
    with pytest.raises(ValueError, match="cannot hold"):
        part[name] = value


def test_bodies_go_out_with_one_kind_of_line_end() -> None:
    part = MIMEPart(WIRE_POLICY)
    part["X-A"] = "b"
    part.set_payload("one\ntwo\r\nthree\n")
    assert flattened(part) == b"X-A: b\r\n\r\none\r\ntwo\r\nthree\r\n"


def test_other_packages_do_not_change_how_texts_are_encoded() -> None:
    before = charset.Charset("utf-8").header_encoding
    charset.add_charset("utf-8", charset.QP, charset.QP)
    try:
        assert encoded_text("Отчёт") == "=?utf-8?b?0J7RgtGH0ZHRgg==?="
    finally:
        charset.add_charset("utf-8", before, charset.BASE64, "utf-8")


def test_the_odd_names_are_odd() -> None:
    categories = {unicodedata.category(sign) for name in ODD_NAMES for sign in name}
    assert {"Cc", "Cf", "Lo", "Lu", "Sc", "So", "Zl"} <= categories
