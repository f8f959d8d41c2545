"""Every route for everybody: nobody sees another partner's things, and no route is forgotten.

A page of the account is added here as it comes; one that is missing fails the last test. Source:
portal.md 7.4 (1).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.portal.web.conftest import SEATS, Browser, Portal, new_portal, partner_page_of
from tests.portal.web.worked import worked_page

#: Who asks: nobody, and those of `SEATS`, of which "other" is of P-002; things are P-001's.
ROLES = ("nobody", *SEATS)
#: What stands in P-001's things and nowhere else: no byte of it reaches the other.
FOREIGN = ("Вектор", "secret@firm.example", "285", "S-1001", "14/24", "31.pdf")


@dataclass(frozen=True)
class Route:
    """A route and what each role gets.

    Attributes:
        rule: as the app has it.
        path: that is asked for.
        answers: the status by role; "*" for the rest.
        data: of the form, besides its token.
        is_own: whether the page shows things of P-001, and so nothing to the other.
    """

    rule: str
    path: str
    answers: Mapping[str, int]
    method: str = "GET"
    data: Mapping[str, str] | None = None

    def status(self, role: str) -> int:
        return self.answers.get(role, self.answers.get("*", 0))


def seen(**answers: int) -> dict[str, int]:
    """What a page of the account answers, unless it is said otherwise."""
    usual = {"nobody": 302, "unchosen": 302, "desk": 302, "*": 200}
    return usual | answers


#: What is shown to our own people alone, as a partner sees it.
VIEWED = {"desk": 200, "*": 302}


def shown(*rules: str, path: str = "", **answers: int) -> tuple[Route, ...]:
    """Pages of the account, and the same as our own people see them."""
    return tuple(
        one
        for rule in rules
        for one in (
            Route(rule, path or rule, seen(**answers)),
            Route(f"/desk/as/<as_partner>{rule}", f"/desk/as/P-001{path or rule}", VIEWED),
        )
    )


ROUTES = (
    Route("/in", "/in?c=1", {"*": 200}),
    Route("/in", "/in", {"*": 200}, "POST", {"email": "eve@evil.example"}),
    Route("/in/<token>", "/in/forged", {"*": 410}),
    # The form of a letter's link is bound to it: there is none for one that is not.
    Route("/in/<token>", "/in/forged", {"*": 400}, "POST", {"code": "123456"}),
    Route("/out", "/out", {"*": 303}, "POST"),
    Route("/out/everywhere", "/out/everywhere", {"*": 303}, "POST"),
    Route("/settings", "/settings", seen(letter=403)),
    Route("/desk/as/<as_partner>/settings", "/desk/as/P-001/settings", {"desk": 200, "*": 302}),
    Route("/settings", "/settings", seen(letter=403) | {"*": 303}, "POST", {"lang": "en"}),
    Route(
        "/settings/requisites",
        "/settings/requisites",
        # Whoever may send needs a code of the last minutes besides.
        seen(letter=403, read=403, full=403, other=403),
    ),
    Route(
        "/settings/requisites",
        "/settings/requisites",
        seen(letter=403, read=403, full=403, other=403) | {"fresh": 303},
        "POST",
        {"entity": "E-1", "legal_name": "ООО «Новое имя»"},
    ),
    Route("/choose", "/choose", {"nobody": 302, "letter": 302, "*": 200}),
    Route(
        "/choose",
        "/choose",
        {"nobody": 302, "letter": 302, "other": 404, "desk": 404, "*": 303},
        "POST",
        {"partner": "P-001"},
    ),
    Route("/confirm", "/confirm", {"nobody": 302, "letter": 302, "*": 200}),
    Route("/confirm", "/confirm", {"nobody": 302, "letter": 302, "*": 303}, "POST"),
    Route("/f/<no>", "/f/S-1001", seen(other=404, desk=200)),
    *shown("/home", "/invoices", "/invoices.csv", "/sent"),
    *(
        one
        for rule in ("/invoices/new", "/documents/new")
        for one in (
            Route(rule, f"{rule}?entity=E-1&month=2026-03", seen(read=403)),
            Route(rule, f"{rule}?entity=E-1&month=2026-03", seen(read=403, **{"*": 422}), "POST"),
            Route(f"/desk/as/<as_partner>{rule}", f"/desk/as/P-001{rule}", VIEWED | {"desk": 403}),
        )
    ),
    *shown("/sent/<no>", path="/sent/S-1001", other=404),
    Route("/sent/<no>/replace", "/sent/S-1001/replace", seen(read=403, other=404, **{"*": 303})),
    Route(
        "/sent/<no>/replace",
        "/sent/S-1001/replace",
        seen(read=403, other=404, **{"*": 422}),
        "POST",
    ),
    Route(
        "/desk/as/<as_partner>/sent/<no>/replace",
        "/desk/as/P-001/sent/S-1001/replace",
        VIEWED | {"desk": 403},
    ),
    # What was taken back once is over.
    Route(
        "/sent/<no>/withdraw",
        "/sent/S-1001/withdraw",
        seen(read=403, other=404, letter=303, **{"*": 409}),
        "POST",
    ),
    Route(
        "/sent/<no>/answer",
        "/sent/S-1001/answer",
        seen(read=403, other=404, **{"*": 409}),
        "POST",
        {"text": "By 14/24"},
    ),
    # Whoever holds a link needs no session: `test_attacks.py` has what stands behind a link.
    Route("/p/<token>", "/p/forged", {"*": 404}),
    Route("/p/<token>", "/p/forged", {"*": 400}, "POST"),
    Route("/u/<token>", "/u/forged", {"*": 404}),
    Route("/u/<token>", "/u/forged", {"*": 400}, "POST"),
    Route("/u/<token>/<no>/withdraw", "/u/forged/S-1001/withdraw", {"*": 400}, "POST"),
    Route("/u/<token>/<no>/answer", "/u/forged/S-1001/answer", {"*": 400}, "POST"),
    Route("/desk", "/desk", {"desk": 200, "*": 302}),
    Route("/desk/<no>", "/desk/S-1001", {"desk": 200, "*": 302}),
    *(
        Route(f"/desk/<no>/{name}", f"/desk/S-1001/{name}", {"desk": status, "*": 302}, "POST")
        for name, status in (("reject", 422), ("ask", 422), ("reopen", 409), ("accept", 409))
    ),
    Route("/desk/partners", "/desk/partners", {"desk": 200, "*": 302}),
    Route("/desk/queue", "/desk/queue", {"desk": 200, "*": 302}),
    Route("/desk/as/<partner_id>", "/desk/as/P-009", {"desk": 404, "*": 302}),
    Route("/rating", "/rating", seen(other=404)),
    Route("/jobs", "/jobs", seen(letter=403)),
    Route(
        "/jobs",
        "/jobs",
        seen(letter=403, read=403, other=404) | {"full": 303, "fresh": 303},
        "POST",
        {"job": "J-1", "text": "Почему опоздание?"},
    ),
    Route("/documents", "/documents", seen()),
    *(
        Route(f"/desk/as/<as_partner>{page}", f"/desk/as/P-001{page}", {"desk": 200, "*": 302})
        for page in ("/rating", "/jobs", "/documents")
    ),
    Route("/healthz", "/healthz", {"*": 200}),
    Route("/static/<path:filename>", "/static/portal.css", {"*": 200}),
)


@pytest.fixture
def full_portal(portal: Portal) -> Portal:
    """P-001 sent something; P-002 has a page as well."""
    portal.fill(
        partner_page_of("P-002", name="ООО «Чужой»", report_to=(), contact="", entities=(),
                        invoices_asked=(), documents_asked=())
    )  # fmt: skip
    portal.fill(worked_page())
    assert portal.browser().send(portal.link()).status_code == 303
    return portal


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: f"{one.method} {one.rule}")
def test_each_role_gets_what_it_may_and_no_more(full_portal: Portal, route: Route) -> None:
    got: dict[str, int] = {}
    for at, role in enumerate(ROLES):
        browser = full_portal.seated(role, address=f"203.0.113.{at}")
        answer = asked(browser, route)
        got[role] = answer[0]
        if role in {"other", "nobody"}:
            assert not [text for text in FOREIGN if text in answer[1]], role
    assert got == {role: route.status(role) for role in ROLES}


def asked(browser: Browser, route: Route) -> tuple[int, str]:
    if route.method == "GET":
        found = browser.get(route.path)
    else:
        token = browser.form_token()
        found = browser.post(route.path, {"csrf_token": token, **(route.data or {})})
    # The address that was asked for comes back in forms, and the page above it in links.
    above = route.path.rpartition("/")[0] or route.path
    return found.status_code, found.text.replace(route.path, "").replace(above, "")


#: Of the demo alone; `test_demo_sign_in.py` has what they do.
DEMO_RULES = {("GET", "/demo/desk"), ("GET", "/demo/<partner_id>")}


def rules_of(portal: Portal) -> set[tuple[str, str]]:
    return {
        (method, rule.rule)
        for rule in portal.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_stands_in_the_table(portal: Portal) -> None:
    assert rules_of(portal) == {(one.method, one.rule) for one in ROUTES}


def test_the_demo_has_two_ways_in_more_and_nothing_else(tmp_path: Path) -> None:
    for demo in new_portal(tmp_path, [], url="http://127.0.0.1:8795"):
        assert rules_of(demo) == {(one.method, one.rule) for one in ROUTES} | DEMO_RULES
