"""Sample ratings: every way a partner's rating can be told in a letter."""

from sheetsync.rules.monthly.report_parts import Lift, Loss, PartnerRating
from sheetsync.rules.rating.steps import Step

#: All that can stand in the way of one partner at once.
_STEPS = (
    Step("stop", kpi="defect", wanted=0.1925, now=0.3234, at_most=True, corrected=True),
    Step("points", points=13.2),
    Step("jobs", count=4),
)
FEW_JOBS = PartnerRating(
    status="few_jobs", jobs=2, min_jobs=3, to_be_rated=(Step("jobs", count=1),)
)
FEW_DATA = PartnerRating(
    status="few_data",
    jobs=5,
    min_jobs=3,
    to_be_rated=(Step("data", kpis=("feedback", "documents")),),
)
WEAK = PartnerRating(
    status="rated",
    score=26.8,
    tier="D",
    previous_score=27.1,
    previous_tier="D",
    jobs=10,
    min_jobs=3,
    stops=("defect",),
    losses=(
        Loss("defect", 25.0, 0.4235, 0.02, 8),
        Loss("documents", 3.4, 1.0, 1.0, 1, corrected=0.8659),
    ),
    lift=Lift("C", "stop", "defect", 0.192, at_most=True, gap=13.2, steps=_STEPS[:2]),
)
#: What the others leave out, all at once.
EVERYTHING = PartnerRating(
    status="rated",
    final=False,
    score=46.8,
    tier="D",
    previous_score=66.0,
    previous_tier="B",
    rank=12,
    of=14,
    jobs=10,
    min_jobs=3,
    stops=("defect",),
    losses=tuple(
        Loss(kpi, 2.5, raw, target, 8)
        for kpi, raw, target in (
            ("on_time", 0.76, 0.95),
            ("cancel", 0.1, 0.0),
            ("feedback", 4.1336, 4.8),
            ("attention", 0.7, 0.95),
            ("payment", 0.5, 1.0),
            ("volume", 267_657.2299, 300_000.0),
            ("growth", -0.12, 0.2),
        )
    ),
    lift=Lift("C", "stop", "defect", 0.192, at_most=True, gap=13.2, more_jobs=4, steps=_STEPS),
    rules_changed=True,
)
