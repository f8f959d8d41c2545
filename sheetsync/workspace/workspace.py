"""A run as jobs know it: what its company knows is at hand under the same names."""

from collections.abc import Callable
from typing import Generic, Self, TypeVar, overload

from sheetsync.workspace.company import Company
from sheetsync.workspace.run import Run

Value = TypeVar("Value")


class OfCompany(Generic[Value]):
    """A member of a run's company, handed on by the run."""

    def __init__(self, member: Callable[[Company], Value]) -> None:
        self._member = member

    @overload
    def __get__(self, run: None, kind: type[Run]) -> Self: ...

    @overload
    def __get__(self, run: Run, kind: type[Run]) -> Value: ...

    def __get__(self, run: Run | None, kind: type[Run]) -> Self | Value:
        """The member of this run's company."""
        return self if run is None else self._member(run.company)


class Workspace(Run):
    """What a job is given: a `Run`, and the members of its `Company` beside.

    A job says ``ws.tables``, ``ws.payables``, ``ws.rated`` for what is so (each is told at
    `Company`), and ``ws.publish``, ``ws.send`` for what it does. Whoever only looks takes the
    company alone.
    """

    config = OfCompany(lambda company: company.config)
    clock = OfCompany(lambda company: company.clock)
    reading = OfCompany(lambda company: company.reading)
    mirror = OfCompany(lambda company: company.mirror)
    settings = OfCompany(lambda company: company.settings)
    lang = OfCompany(lambda company: company.lang)
    started_at = OfCompany(lambda company: company.started_at)
    as_of = OfCompany(lambda company: company.as_of)
    zone = OfCompany(lambda company: company.zone)
    period = OfCompany(lambda company: company.period)
    tables = OfCompany(lambda company: company.tables)
    errors = OfCompany(lambda company: company.errors)
    is_money_sound = OfCompany(lambda company: company.is_money_sound)
    payables = OfCompany(lambda company: company.payables)
    bank = OfCompany(lambda company: company.bank)
    bank_lines = OfCompany(lambda company: company.bank_lines)
    called_advances = OfCompany(lambda company: company.called_advances)
    unpaid_by_month = OfCompany(lambda company: company.unpaid_by_month)
    with_left_out = OfCompany(lambda company: company.with_left_out)
    rated = OfCompany(lambda company: company.rated)
    rated_for = OfCompany(lambda company: company.rated_for)
    rated_from = OfCompany(lambda company: company.rated_from)
    attention = OfCompany(lambda company: company.attention)
    waiting = OfCompany(lambda company: company.waiting)
    validation_rows = OfCompany(lambda company: company.validation_rows)
    rating_rows = OfCompany(lambda company: company.rating_rows)
    rating_detail_rows = OfCompany(lambda company: company.rating_detail_rows)
    dashboard_beside = OfCompany(lambda company: company.dashboard_beside)
    ratings = OfCompany(lambda company: company.ratings)
