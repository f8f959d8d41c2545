"""Everything we say, said in a made-up language that is there before anything else is loaded.

Run as ``child_pseudo.py FOLDER``; prints one JSON document: what was said, by where.
Its letters are Armenian ones, so that whatever is not marked is seen.
"""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

from jinja2 import Environment

from sheetsync.language.languages import Language, registered

_SMALL, _LARGE = 0x561, 0x531
_PLACES = re.compile(r"(\{[^{}]*\})")
_CONFIG = """\
sandbox: workbook.sqlite
state: state
mail:
  sender: "Zorblat <reports@zorblat.example>"
  folder: letters
letters:
  templates: templates
  attach_jobs_csv: true
mirror:
  url: sqlite:///state/mirror.sqlite
"""
COMPANY = """
    Partners
    Partner ID | Name    | Group | Status | Partner since | Curator | Report e-mail      | Monthly report
    P-001      | Wexolur | qq    | active | 2025-01-10    | Ybbi    | a@wexolur.example  | yes
    P-002      | Snarfit | qq    | active | 2025-01-10    | Ybbi    | b@snarfit.example  | yes
    P-003      | Kwyjibo | qq    | active | 2025-01-10    | Ybbi    |                    | yes
    P-004      | Fnordal | zz    | active | 2025-01-10    | Ybbi    | d@fnordal.example  | yes
    P-005      | Grommit | qq    | paused | 2026-01-10    | Ybbi    | e@grommit.example  | no

    Legal entities
    Entity ID | Partner ID | Legal name   | Kind    | VAT payer
    E-1       | P-001      | Wexolur Gmbx | foreign | novat
    E-2       | P-002      | Snarfit Gmbx | foreign | novat
    E-3       | P-003      | Kwyjibo Gmbx | foreign | novat
    E-4       | P-004      | Fnordal Gmbx | foreign | novat

    Agreements
    Entity ID | Kind     | Number | Status | Sent on    | Signed on  | Valid from | Valid to   | Reviewed on
    E-1       | contract | 14     | active |            | 2025-01-10 | 2025-01-10 | 2026-04-30 | 2025-02-01
    E-2       | nda      | 15     | sent   | 2026-01-10 |            |            |            |
    E-3       | contract | 16     | active |            | 2025-01-10 | 2025-01-10 | 2026-03-30 |

    Jobs
    Job ID | Partner ID | Assigned   | Responded        | Due        | Done       | Status    | Quantity | Amount  | Currency | Defects
    J-1    | P-001      | 2026-03-02 | 2026-03-02 12:00 | 2026-03-10 | 2026-03-09 | done      | 2.5      | 50000   | RUB      | 0
    J-2    | P-002      | 2026-03-02 | 2026-03-05 12:00 | 2026-03-12 | 2026-03-22 | done      | 1        | 60000   | RUB      | 2
    J-3    | P-003      | 2026-03-02 | 2026-03-02 12:00 | 2026-03-14 | 2026-03-20 | done      |          | 70000   | RUB      | 1
    J-4    | P-002      | 2026-03-02 | 2026-03-02 12:00 | 2026-03-14 |            | cancelled |          |         |          |
    J-5    | P-001      | 2026-02-02 | 2026-02-02 12:00 | 2026-02-10 | 2026-02-09 | done      |          | 1500000 | RUB      |
    J-6    | P-009      | 2026-02-02 |                  | 2026-02-10 | 2026-02-09 | finished  |          | abc     | RUB      |

    Invoices
    Direction | Entity ID | Kind        | Number | Date       | Month    | Amount | Currency | Due        | Paid  | Paid on    | Corrects | State
    in        | E-1       | invoice     | 11     | 2026-02-01 | '2026-02 | 50000  | RUB      | 2026-02-10 |       |            |          |
    in        | E-2       | invoice     | 22     | 2026-04-02 | '2026-03 | 60000  | RUB      | 2026-05-10 | 10000 | 2026-04-05 |          |
    in        | E-3       | invoice     | 33     | 2026-04-03 | '2026-03 | 70000  | RUB      | 2026-04-14 |       |            |          | disputed
    in        | E-1       | invoice     | 44     | 2026-03-03 | '2026-03 | 70     | USD      |            |       |            |          |
    out       | E-2       | invoice     | 55     | 2026-03-03 | '2026-03 | 900    | RUB      | 2026-03-14 |       |            |          |
    in        | E-2       | credit_note | 23     | 2026-04-04 | '2026-03 | -100   | RUB      |            |       |            | 22       |
    in        | E-7       | invoice     | 66     | 31.31.2026 | '2026-03 | 12x    | RUB      | 2026-04-14 |       |            |          |

    Feedback
    Date       | Job ID | Score | Comment
    2026-03-10 | J-1    | 4.5   | blorp
    2026-03-11 | J-2    | 12    |

    Touches
    Date       | Partner ID | Curator | Channel | Kind      | Note  | Next on
    2026-02-10 | P-001      | Ybbi    | call    | complaint | blorp |
    2026-02-11 | P-002      | Ybbi    | call    | plan      |       | 2026-03-01

    Groups
    Group ID | Name    | Min jobs | Touch every, days
    qq       | Qwalloo | 1        | 20
    zz       | Zwalloo | 5        |

    Rating rules
    Group | KPI       | Weight | 0 points at | 100 points at | Stop below, points | Not better than
    qq    | on_time   | 60     | 0.5         | 1             | 20                 | C
    qq    | volume    | 30     | 0           | 100000        |                    |
    qq    | feedback  | 10     | 3           | 5             |                    |
    zz    | on_time   | 60     | 1           | 1             |                    |

    Settings
    Key              | Value
    company          | Zorblat
    company_details  | Zorblat 990
    lang             | xx
    curators         | Ybbi <ybbi@zorblat.example>
    accountant_email | acc@zorblat.example
    manager_email    | boss@zorblat.example
    month_closed     | '2026-03
    docset_none      | invoice
    wait_warn_days   | many
"""  # noqa: E501  # a drawing


def marked(text: str) -> str:
    """The text in Armenian letters; the places of facts stay.

    >>> marked("due {day}")
    'դյե {day}'
    """
    return "".join(
        part if part.startswith("{") else "".join(map(_letter, part))
        for part in _PLACES.split(text)
    )


def _letter(sign: str) -> str:
    if not sign.isascii() or not sign.isalpha():
        return sign
    return chr((_SMALL if sign.islower() else _LARGE) + ord(sign.lower()) - ord("a"))


PSEUDO = Language(
    code="xx",
    name="Pseudo",
    babel="hy",
    spreadsheet="en_US",
    day_pattern="d MMM y",
    line_day_pattern="d MMMM y",
    cell_day_pattern="yyyy-mm-dd",
    percent_sign="%",
    currency_signs=False,
    quotes=("‹", "›"),
    number_sign="#",
    list_sign=" & ",
    holidays="en_US",
    csv=(",", "."),
    translate=marked,
)


def marked_phrases(source: str) -> str:
    """A phrase file whose texts are marked: between its tags, and those that its tags show.

    Texts that a tag compares, names or looks up are codes and stay.
    """
    tokens = [(kind, value) for _, kind, value in Environment(autoescape=True).lex(source)]
    said, is_plural = [], False
    for place, (kind, value) in enumerate(tokens):
        before = [one for one in tokens[:place] if one[0] != "whitespace"][-2:]
        after = next((one for one in tokens[place + 1 :] if one[0] != "whitespace"), ("", ""))
        is_plural = (value == "plural" or is_plural) and value != ")"
        is_said = kind == "data" or (kind == "string" and (is_plural or _is_shown(before, after)))
        said.append(marked(value) if is_said else value)
    return "".join(said)


def _is_shown(before: list[tuple[str, str]], after: tuple[str, str]) -> bool:
    """Whether a text in a tag is for readers, by what stands around it."""
    *_, (kind, last) = before
    is_named = before[0][1] == "attribute"
    follows = kind == "variable_begin" or last in {"else", ":", "~", "or", "=", "("}
    return follows and after[1] != ":" and not is_named and before[0][1] != "selectattr"


class _Shown(HTMLParser):
    """The texts of a page that its readers see."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self._hidden = tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


def _letter_texts(raw: bytes) -> Iterator[str]:
    letter = message_from_bytes(raw, policy=policy.default)
    assert isinstance(letter, EmailMessage)
    yield str(letter["Subject"])
    for part in letter.walk():
        if part.get_filename():
            yield str(part.get_filename())
        if part.get_content_maintype() == "text":
            yield from _seen(part.get_content(), part.get_content_type())


def _seen(text: str, kind: str = "text/plain") -> Iterator[str]:
    if kind != "text/html":
        yield text
        return
    page = _Shown()
    page.feed(text)
    yield from page.texts


def _office(folder: Path) -> Any:  # loaded after the language is there
    from sheetsync.testing.office import Office

    templates = folder / "templates"
    templates.mkdir()
    ours = Path(import_module("sheetsync.letters").__path__[0]) / "templates"
    for file in ours.glob("*.en.j2"):
        text = marked_phrases(file.read_text(encoding="utf-8"))
        (templates / file.name.replace(".en.", ".xx.")).write_text(text, encoding="utf-8")
    office = Office(folder, date(2026, 4, 15), lang="xx", config=_CONFIG)
    office.type_in(COMPANY)
    return office


def _jobs(office: Any) -> Iterator[tuple[str, str]]:
    from sheetsync.tables.catalogue.partners import PARTNERS

    dry = ("overdue", {"dry_run": True})
    names = ("validate", "ratings", "overdue", "monthly_reports", "digest", "mirror")
    for name, options in (dry, *((name, {}) for name in names)):
        if name == "mirror":
            # Something for the tab Changes to tell.
            office.clock.sleep(3600)
            office.people.type(PARTNERS.title("xx"), "B2", "Snarfit")
        outcome = office.run(import_module(f"jobs.{name}").run, **options)
        for text in (outcome.headline, *outcome.left_out):
            yield f"outcome of {name}", text
        for section in outcome.sections:
            for text in (section.title, section.note, *section.headers):
                yield f"outcome of {name}", text
            for row in section.rows:
                yield from ((f"outcome of {name}", cell) for cell in row)


def _cells(office: Any) -> Iterator[tuple[str, str]]:
    from sheetsync.tables.catalogue import TOOL_TABS

    tabs = {tab.title("xx"): tab for tab in TOOL_TABS}
    for title, columns in office.stored().items():
        yield "titles", title
        if title in tabs:
            for column, cells in zip(tabs[title].columns, columns, strict=False):
                place = f"tab {tabs[title].code}.{column.name}"
                yield from ((place, str(cell)) for cell in cells)


def _explained(office: Any) -> Iterator[tuple[str, str]]:
    from sheetsync.rules.rating.explanation import explanation

    with office.open() as workspace:
        rated = workspace.rated.ratings
    for partner_id in rated.summary["partner_id"]:
        told = explanation(rated, partner_id)
        texts = (told.title, told.why, told.next, told.standing, *told.headers)
        for text in (*texts, *(cell for line in told.lines for cell in line.cells)):
            yield "explain", text


def _terminal(office: Any) -> Iterator[tuple[str, str]]:
    from sheetsync.cli.rating_table import print_details, print_summary

    with office.open() as workspace:
        rated = workspace.rated.ratings
    with redirect_stdout(StringIO()) as printed:
        print_summary(rated.summary, "", "xx")
        print_details(rated.details, "", "xx", "RUB")
    yield "tables of the terminal", printed.getvalue()
    index = (office.folder / "letters" / "index.html").read_text(encoding="utf-8")
    yield from (("index of letters", text) for text in _seen(index, "text/html"))


def _made_by_init() -> Iterator[tuple[str, str]]:
    from sheetsync.tables.catalogue import PEOPLE_TABS
    from sheetsync.tables.catalogue.modules import CORE
    from sheetsync.workbook.setup.notes import header_note
    from sheetsync.workbook.setup.rows import group_rows, rule_rows, settings_rows
    from sheetsync.workbook.setup.views import VIEWS
    from sheetsync.workspace.beginnings import fill_first

    for tab in PEOPLE_TABS:
        for column in tab.columns:
            yield "notes", header_note(column, "xx")
    columns = (column for tab in CORE.tabs for column in tab.columns)
    yield from (("headers", column.header("xx")) for column in columns)
    yield from (("views", view.title("xx")) for view in VIEWS)
    yield from (("settings", str(row[2])) for row in settings_rows("xx"))
    yield from (("groups", str(row[1])) for row in group_rows("xx"))
    yield from (("rules", str(row[1])) for row in rule_rows("xx"))
    yield from (("fill first", line) for line in fill_first("xx"))


def _findings() -> Iterator[tuple[str, str]]:
    from sheetsync.rules.validation.reference import document

    yield "findings", document("xx")


def _samples(office: Any) -> Iterator[tuple[str, str]]:
    from sheetsync.letters.checking import sample_letters
    from sheetsync.letters.rendering import Templates

    with office.open() as workspace:
        templates = Templates(workspace.templates)
    for write in sample_letters(templates, "xx"):
        letter = write()
        yield f"sample {letter.key.kind}", letter.subject
        yield f"sample {letter.key.kind}", letter.text
        yield from ((f"sample {letter.key.kind}", text) for text in _seen(letter.html, "text/html"))


def _portal(folder: Path) -> Iterator[tuple[str, str]]:
    """The tabs of a portal to which partners have sent what is right, wrong, asked and late."""
    from sheetsync.tables.catalogue.modules import PORTAL
    from tests.workspace.portal.house import CONFIG, House

    folder.mkdir()
    drawn = f"{COMPANY}    modules | portal\n"
    house = House(folder, CONFIG.replace("Organizer", "Zorblat"), drawn, "xx")
    months = {"month": "2026-02", "entity_id": "E-1"}
    house.send("12", **months)
    house.send("11", **months, doc_date=date(2026, 2, 1), amount_minor=50_000_00)
    wrong = house.send("13", **months, amount_minor=1_00, currency="USD")
    asked, taken = house.send("14", **months), house.send("15", **months)
    house.send("16", partner_id="P-002", entity_id="E-2", kind="document", doc_kind="act")
    house.well()
    house.withdraw(taken)
    decided = [[wrong, "reject", "blorp"], [asked, "ask", "qq"]]
    title = marked("Decisions")
    house.office.session.write_values({f"'{title}'!A2": decided}, "RAW")
    house.well()
    house.answer(asked, "zz")
    house.office.clock.sleep(5 * 86_400)
    house.well()
    tabs = {tab.title("xx"): tab for tab in PORTAL.tabs}
    for title, tab in tabs.items():
        for row in house.cells(title):
            for column, cell in zip(tab.columns, row, strict=False):
                yield f"tab {tab.code}.{column.name}", str(cell)
    house.close()


def _report() -> Iterator[tuple[str, str]]:
    """The report on an adopted workbook, every part of it with something to tell."""
    from importlib import resources

    from sheetsync.language.phrases import as_it_is
    from sheetsync.pages import adoption_facts as facts
    from sheetsync.pages.adoption_report import LAYOUT, STYLES, adoption_report

    place = facts.LinkedPlace("Zorblat!B7")
    columns = [
        facts.ColumnRead("A", "blorp", "invoices.number", level)
        for level in (None, "sure", "proposed", "suggested")
    ]
    own = facts.ColumnRead("B", "qq", level="own")
    day = date(2026, 4, 15)
    told = facts.AdoptionFacts(
        source="Zorblat",
        as_of=day,
        tabs=(
            facts.TabRead("Qwalloo", ("invoices",), ("Zwalloo",), 4, 2, (*columns, own)),
            facts.TabRead("zz", why_not=as_it_is("blorp")),
        ),
        ageing=tuple(facts.Ageing(side, "RUB", (("1-30", 1, 100),)) for side in ("in", "out")),
        oldest=(
            facts.UnpaidInvoice("in", "Wexolur", "7", day, 3, 100, "RUB", place),
            facts.UnpaidInvoice("out", "Wexolur", "8", None, None, 100, "RUB", place),
        ),
        findings=(
            facts.FoundCode("V-INV-01", True, "blorp", 7, (place,)),
            facts.FoundCode("V-INV-02", False, "qq", 1, (place,)),
        ),
        partners=tuple(
            facts.PartnerSum(side, "Snarfit", "RUB", 500, 100) for side in ("in", "out")
        ),
        left_out=(facts.LeftOut(place, as_it_is("blorp")),),
        steps=(facts.NextStep(as_it_is("qq")),),
    )
    templates = import_module("sheetsync.pages").__name__
    texts = {
        name: (resources.files(templates) / "templates" / name).read_text(encoding="utf-8")
        for name in (LAYOUT, STYLES)
    }
    for one in (told, facts.AdoptionFacts("Zorblat", day)):
        yield from (
            ("report", text) for text in _seen(adoption_report(one, "xx", texts), "text/html")
        )


def _everything(folder: Path) -> Iterator[tuple[str, str]]:
    yield from _portal(folder / "portal")
    yield from _report()
    office = _office(folder)
    yield from _jobs(office)
    yield from _cells(office)
    yield from _explained(office)
    for raw in office.letters().values():
        yield from (("letters", text) for text in _letter_texts(raw))
    yield from _terminal(office)
    yield from _made_by_init()
    yield from _findings()
    yield from _samples(office)


def main(folder: Path) -> None:
    """Say everything, and print it."""
    with registered(PSEUDO):
        said: dict[str, list[str]] = {}
        for where, text in _everything(folder):
            if text not in said.setdefault(where, []):
                said[where].append(text)
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
