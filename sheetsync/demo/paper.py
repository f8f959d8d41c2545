"""A paper of the demo as a PDF of one page, without a library: a few lines of Latin text."""

from collections.abc import Sequence

_TOP, _LEFT, _STEP = 780, 60, 26
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> >> >>"
)
_HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


def paper(lines: Sequence[str]) -> bytes:
    """The page; signs that the font lacks are left out.

    >>> paper(["invoice", "12"]).startswith(b"%PDF-1.4")
    True
    """
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        _stream(lines),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = _HEAD, []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    )


def _stream(lines: Sequence[str]) -> bytes:
    shown = [
        b"BT /F1 16 Tf %d %d Td (%s) Tj ET" % (_LEFT, _TOP - at * _STEP, _latin(line))
        for at, line in enumerate(lines)
    ]
    text = b"\n".join(shown)
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text)


def _latin(line: str) -> bytes:
    plain = line.encode("ascii", "ignore").decode()
    return "".join(f"\\{sign}" if sign in "()\\" else sign for sign in plain).encode()
