"""What was asked of a run, judged before it starts: the day, and the partners that were named."""

import re
from dataclasses import replace
from datetime import date

from sheetsync.errors import RunRequestError
from sheetsync.language import Phrase, Sayable
from sheetsync.rules.called import partners_called
from sheetsync.rules.validation.nearest import nearest
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.table import Tables
from sheetsync.workspace.options import RunOptions

_NAMED = 9


def for_its_day(options: RunOptions, today: date) -> RunOptions:
    """The options of a run: on another day than today it only shows, unless told to publish.

    Args:
        options: as they were asked for.
        today: where the company is.

    Raises:
        RunRequestError: a day to come was to be published.
    """
    day = options.as_of
    if day is None or day == today or options.dry_run:
        return options
    if not options.publish:
        return replace(options, dry_run=True)
    if day > today:
        raise RunRequestError(
            Phrase(
                ru="--as-of {day}: за день, который ещё не наступил, ничего не "
                "публикуют и не отправляют; ничего не записано",
                en="--as-of {day}: a day to come is never published or mailed; nothing was written",
            ),
            cure=Phrase(
                ru="чтобы заглянуть вперёд, уберите --publish; или дождитесь этого дня",
                en="leave --publish out to look ahead, or wait for the day",
            ),
            day=day,
        )
    return options


def with_partners_meant(tables: Tables, options: RunOptions) -> RunOptions:
    """The options with the codes of the partners that --only and --revise name.

    Raises:
        RunRequestError: the tab Partners has none of that code or name, and the nearest is named;
            or several bear the name, and their codes are told.
    """
    options = replace(
        options,
        only=tuple(partner_meant(tables, name, "--only") for name in options.only),
        revise=tuple(partner_meant(tables, name, "--revise") for name in options.revise),
    )
    _refuse_unknown_partners(tables, options)
    return options


def partner_meant(tables: Tables, said: str, option: str) -> str:
    """The code of the partner that somebody named; what was said where nobody is called so.

    Args:
        tables: of the workbook.
        said: a code, a name, or the name of a legal entity.
        option: where it was said.

    Raises:
        RunRequestError: several partners bear the name.
    """
    found = partners_called(tables, said)
    if len(found) > 1:
        raise RunRequestError(
            Phrase(
                ru="{option}: «{name}» — так зовут нескольких: {codes}; ничего не записано",
                en="{option}: {name!r} is the name of several: {codes}; nothing was written",
            ),
            cure=Phrase(ru="напишите код", en="write the code"),
            option=option,
            name=said,
            codes=", ".join(found),
        )
    return found[0] if found else said


def _refuse_unknown_partners(tables: Tables, options: RunOptions) -> None:
    table = tables.tables.get("partners")
    if table is None or "partner_id" not in table.frame:
        # The job itself says that the tab, or its header, is missing.
        return
    known = sorted({str(partner_id) for partner_id in table.frame["partner_id"].dropna()})
    for option, asked in (("--only", options.only), ("--revise", options.revise)):
        for name in asked:
            if name not in known:
                title = table.title or people_by_code()["partners"].title(tables.lang)
                raise RunRequestError(
                    Phrase(
                        ru="{option}: во вкладке «{title}» нет партнёра «{name}»; ничего не "
                        "записано",
                        en="{option}: the tab {title!r} has no partner {name!r}; nothing was "
                        "written",
                    ),
                    cure=_cure_of_list(option, name, known) or _cure(name, known),
                    option=option,
                    title=title,
                    name=name,
                )


def _cure_of_list(option: str, name: str, known: list[str]) -> Sayable | None:
    """What to write instead of several codes in one; None where that is not what was meant."""
    parts = re.split(r"[\s,;]+", name.strip(" ,;"))
    if not set(parts) <= set(known):
        return None
    options = " ".join(f"{option} {part}" for part in parts)
    return Phrase(ru="напишите {options}", en="write {options}").given(options=options)


def _cure(name: str, known: list[str]) -> Sayable:
    near = nearest(name, known)
    if near is not None:
        return Phrase(ru="может быть, «{near}»?", en="did you mean {near!r}?").given(near=near)
    if not known:
        return Phrase(ru="партнёров пока нет", en="there are no partners yet")
    more = ", …" if len(known) > _NAMED else ""
    there = f"{', '.join(known[:_NAMED])}{more}"
    return Phrase(ru="есть {there}", en="there are {there}").given(there=there)
