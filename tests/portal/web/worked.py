"""A partner with a rating, jobs and papers, for the tests of those pages."""

from datetime import date
from typing import Any

from sheetsync.rules.portal.page_jobs import PageJob
from sheetsync.rules.portal.page_packs import OurFile, PagePack, PagePaper
from sheetsync.rules.portal.page_parts import PartnerPage
from sheetsync.rules.portal.page_rating import MonthScore, PageRating, RatedKpi
from sheetsync.rules.rating.steps import Step, WayUp
from sheetsync.rules.rating.why import LossFacts, WhyFacts
from tests.portal.web.conftest import partner_page_of

DRIVE = "https://drive.google.com/file/d/1/view"
RATING = PageRating(
    period="2026-03",
    since="2025-10",
    is_final=True,
    score=71.25,
    tier="B",
    change=-4.5,
    rank=3,
    of=12,
    why=WhyFacts(
        "rated",
        score=71.25,
        tier="B",
        losses=(LossFacts("on_time", 0.76, 0.76, 0.5, 0.97, 21, 17.9),),
        unit="job",
    ),
    way=WayUp("A", (Step("points", points=8.8), Step("kpi", "on_time", 0.921, 0.76))),
    margin=14.3,
    kpis=(
        RatedKpi(kpi="on_time", n=21, raw=0.76, target=0.97, worst=0.5, loss=17.9),
        RatedKpi(kpi="defect", n=18, raw=0.0, target=0.0, worst=0.2, value=0.02, loss=3.1),
        RatedKpi(kpi="feedback", target=4.8, worst=3.0),
    ),
    months=(
        MonthScore(month="2025-12", score=64.0, tier="B"),
        MonthScore(month="2026-01"),
        MonthScore(month="2026-02", score=75.75, tier="B"),
        MonthScore(month="2026-03", score=71.25, tier="B"),
    ),
    bounds=(80.0, 60.0, 40.0),
)
JOBS = (
    PageJob(
        job_id="J-0", month="2026-02", status="done", due_on=date(2026, 2, 3),
        done_on=date(2026, 2, 3), payout_minor=12_000_00, currency="RUB", entity_id="E-1",
    ),
    PageJob(
        job_id="J-1", month="2026-03", status="done", due_on=date(2026, 3, 10), client="Школа № 5",
        done_on=date(2026, 3, 13), days_late=3, payout_minor=15_500_00, currency="RUB",
        entity_id="E-1", score=4.0, faults=("late",),
    ),
    PageJob(
        job_id="J-2", month="2026-03", status="in_progress", due_on=date(2026, 3, 25),
        faults=("undelivered", "unanswered"), client="Кафе «Лето»",
    ),
    PageJob(job_id="J-3", month="2026-04", status="planned", due_on=date(2026, 4, 20)),
)  # fmt: skip
PACKS = (
    PagePack(
        entity_id="E-1",
        month="2026-03",
        state="waiting",
        deadline=date(2026, 4, 10),
        lacks=("invoice", "act", "sf"),
        papers=(
            PagePaper(
                kind="act", status="rejected", number="4", dated=date(2026, 3, 31),
                url=DRIVE, comment="нет печати",
            ),
        ),
    ),
    PagePack(
        entity_id="E-1",
        month="2026-02",
        state="complete",
        papers=(
            PagePaper(kind="upd1", status="signed", number="3", url=DRIVE),
            PagePaper(kind="waybill", status="received", url="https://portal.company.example/f/S-1001"),
        ),
    ),
)  # fmt: skip
FILES = (
    OurFile(
        entity_id="E-1", kind="addendum", state="unsigned", number="2", day=date(2026, 3, 28),
        url="https://docs.google.com/document/d/2",
    ),
    OurFile(entity_id="E-1", kind="contract", state="active", number="14/24", url=DRIVE),
)  # fmt: skip


def worked_page(partner_id: str = "P-001", **fields: Any) -> PartnerPage:
    values: dict[str, Any] = {"rating": RATING, "jobs": JOBS, "packs": PACKS, "our_files": FILES}
    return partner_page_of(partner_id, **(values | fields))
