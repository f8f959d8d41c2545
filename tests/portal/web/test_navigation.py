"""What stands around a page of the account."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

import pytest
from flask import render_template_string

from sheetsync.dates import zone_of
from sheetsync.language import Lang
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.web.navigation import account_frame
from sheetsync.rules.portal.page_parts import PartnerPage
from tests.portal.web.conftest import NOW, OWNER, Portal, partner_page_of, words_of

_PAGE = "{% extends 'account.html' %}{% block title %}t{% endblock %}"


@dataclass(frozen=True)
class Looking:
    """Somebody in the account."""

    page: PartnerPage
    lang: Lang = "ru"
    now: datetime = NOW
    seat: Seat = OWNER
    viewed_by: str = ""
    may_send: bool = True

    @property
    def zone(self) -> tzinfo:
        return zone_of(self.page.time_zone)


def shown(portal: Portal, visit: Looking) -> str:
    with portal.app.test_request_context("/"):
        frame = account_frame(visit, "show_home")
        return words_of(render_template_string(_PAGE, frame=frame, lang=visit.lang))


@pytest.mark.parametrize(
    ("age", "said", "warned"),
    [
        (timedelta(minutes=8), "Данные на 10:34 (8 минут назад)", ""),
        (timedelta(minutes=61), "Данные на 09:41 (61 минуту назад)", "больше часа назад"),
        (timedelta(hours=25), "Данные на 2 апреля, 09:42 (25 часов назад)", "больше суток"),
    ],
)
def test_how_old_the_figures_are_is_said_above_every_page(
    portal: Portal, age: timedelta, said: str, warned: str
) -> None:
    told = shown(portal, Looking(partner_page_of(computed_at=NOW - age)))
    assert said in told
    assert ("можно" in told) == bool(warned)
    assert warned in told
    assert "ООО «Вектор»" in told
    assert "Северный порт" in told


def test_whoever_looks_as_the_partner_is_told_so_and_has_nothing_to_sign_out_of(
    portal: Portal,
) -> None:
    visit = Looking(partner_page_of(), lang="en")
    assert "Sign out" in shown(portal, visit)
    viewed = shown(portal, replace(visit, viewed_by="a…@company.example"))
    assert "You are viewing as the partner ООО «Вектор»" in viewed
    assert "Sign out" not in viewed
