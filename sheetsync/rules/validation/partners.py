"""Rules of the Partners tab."""

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.nearest import nearest
from sheetsync.rules.validation.rule import (
    ATTENTION,
    MAIL_HELD,
    NOTHING,
    Hits,
    ValidationRule,
    Wording,
    at,
    together,
)
from sheetsync.tables.catalogue.finding_codes import (
    V_GEN_04,
    V_PAR_01,
    V_PAR_02,
    V_PAR_03,
    V_PAR_04,
    V_PAR_05,
    V_PAR_06,
    V_PAR_07,
)
from sheetsync.tables.catalogue.jobs import OPEN_JOBS
from sheetsync.tables.catalogue.partners import STARTED, WITH_US
from sheetsync.tables.cells import a1
from sheetsync.tables.cleaning import comparable

_ADDRESSES_AT_MOST = 5


def no_since(book: Book) -> Hits:
    """A partner that has started, without the day it did."""
    rows = book.readable("partners", "onboarded_on", "status")
    return at(rows[rows["onboarded_on"].isna() & rows["status"].isin(STARTED)])


def too_many_addresses(book: Book) -> Hits:
    """More addresses than one report goes to."""
    rows = book.readable("partners", "report_email")
    counts = rows["report_email"].dropna().map(len)
    many = counts[counts > _ADDRESSES_AT_MOST]
    return at(rows.loc[many.index], count=many)


def no_address(book: Book) -> Hits:
    """A partner that gets reports without an address to send them to."""
    rows = book.readable("partners", "report_email", "status", "gets_report")
    wanted = rows["status"].isin(WITH_US) & rows["gets_report"].fillna(value=False)
    return at(rows[wanted.astype(bool) & rows["report_email"].isna()])


def no_curator(book: Book) -> Hits:
    """A partner that nobody looks after."""
    rows = book.readable("partners", "curator", "status")
    return at(rows[rows["status"].isin(WITH_US) & rows["curator"].isna()])


def unknown_curator(book: Book) -> Hits:
    """A curator's name that Settings do not list; each name once, an address stands for itself."""
    rows = book.readable("partners", "curator").dropna(subset=["curator"])
    if rows.empty:
        return rows
    named = rows[~rows["curator"].str.contains("@", regex=False)]
    known = {comparable(curator.name): curator.name for curator in book.settings.curators}
    unknown = named[~named["curator"].map(comparable).isin(known)]
    counts = unknown["curator"].map(unknown["curator"].value_counts())
    firsts = unknown[~unknown["curator"].duplicated()]
    return at(
        firsts,
        partners=counts.loc[firsts.index],
        near=firsts["curator"].map(lambda name: nearest(name, known.values())),
    )


def no_entity(book: Book) -> Hits:
    """An active partner without a legal entity."""
    rows = book.readable("partners", "partner_id", "status")
    if not book.has("entities"):
        return at(rows.iloc[:0])
    owners = book.frame("entities")["partner_id"]
    return at(rows[(rows["status"] == "active") & ~rows["partner_id"].isin(owners)])


def shared_address(book: Book) -> Hits:
    """An address that an earlier partner's reports go to as well."""
    rows = book.readable("partners", "report_email", "partner_id")
    addresses = rows[["partner_id", "report_email"]].dropna().explode("report_email")
    addresses["address"] = addresses["report_email"].astype("str").str.casefold()
    if not addresses["address"].duplicated().any():
        return pd.DataFrame()
    addresses = addresses.rename_axis(index="row").reset_index()
    first = addresses.drop_duplicates("address").set_index("address")
    addresses["first_row"] = addresses["address"].map(first["row"])
    shared = addresses[
        addresses["address"].map(first["partner_id"]) != addresses["partner_id"]
    ].drop_duplicates("row")
    shared = shared.set_index("row")
    position = book.position("partners", "report_email")
    return at(
        shared,
        address=shared["report_email"],
        other_cell=shared["first_row"].map(lambda row: a1(int(row), position)),
    )


def ended_with_jobs(book: Book) -> Hits:
    """An ended partner with jobs that are not."""
    rows = book.readable("partners", "partner_id", "status")
    jobs = book.readable("jobs", "partner_id", "status")
    counts = jobs.loc[jobs["status"].isin(OPEN_JOBS), "partner_id"].value_counts()
    ended = rows[(rows["status"] == "ended") & rows["partner_id"].isin(counts.index)]
    return at(ended, open_jobs=ended["partner_id"].map(counts))


def silent(book: Book) -> Hits:
    """An active partner without a job for Settings.silent_days."""
    rows = book.readable("partners", "partner_id", "status", "onboarded_on")
    active = rows[rows["status"] == "active"].copy()
    if not book.has("jobs"):
        return at(active.iloc[:0])
    jobs = book.frame("jobs")
    moments = pd.concat([jobs[name] for name in ("assigned_at", "due_date", "done_date")])
    last = moments.groupby(pd.concat([jobs["partner_id"]] * 3)).max()
    quiet_since = last.reindex(active["partner_id"]).set_axis(active.index)
    days = (book.today - quiet_since.fillna(active["onboarded_on"])).dt.days
    late = days > book.settings.silent_days
    return at(active[late], quiet_days=days[late])


def _either(book: Book) -> Hits:
    return together([ended_with_jobs(book), silent(book)])


RULES = (
    ValidationRule(
        V_GEN_04, "error", "partners", "onboarded_on", "cell", no_since,
        Wording(
            Phrase(ru="не заполнено «{column}».", en="“{column}” is blank."),
            Phrase(
                ru="Впишите день, с которого партнёр работает.",
                en="Enter the day the partner started.",
            ),
            Phrase(
                ru="окно рейтинга и первый отчёт партнёра",
                en="the partner's rating window and first report",
            ),
        ),
    ),
    ValidationRule(
        V_PAR_01, "error", "partners", "report_email", "cell", too_many_addresses,
        Wording(
            Phrase(
                ru="адресов {count}, а можно до пяти.",
                en="{count} addresses, five are allowed.",
            ),
            Phrase(ru="Оставьте пять или меньше.", en="Keep five or fewer."),
            MAIL_HELD,
        ),
    ),
    ValidationRule(
        V_PAR_02, "error", "partners", "report_email", "none", no_address,
        Wording(
            Phrase(ru="у партнёра {key} нет почты.", en="partner {key} has no e-mail."),
            Phrase(
                ru="Впишите адрес или поставьте «Отчёт: нет».",
                en="Enter an address or set “Monthly report: no”.",
            ),
            MAIL_HELD,
        ),
    ),
    ValidationRule(
        V_PAR_03, "error", "partners", "curator", "none", no_curator,
        Wording(
            Phrase(ru="у партнёра {key} нет куратора.", en="partner {key} has no curator."),
            Phrase(
                ru="Назначьте куратора: иначе о партнёре никто не вспомнит.",
                en="Name a curator, or nobody will look after the partner.",
            ),
            ATTENTION,
        ),
    ),
    ValidationRule(
        V_PAR_04, "warning", "partners", "curator", "none", unknown_curator,
        Wording(
            Phrase(
                ru="куратора «{value}» нет в «Настройках» (партнёров у него: {partners}).",
                en="curator “{value}” is not in Settings (partners: {partners}).",
            ),
            Phrase(
                ru="[Похож «{near}»: исправьте имя или добавьте куратора в ключ curators.|"
                "Добавьте имя и почту в ключ curators.]",
                en="[“{near}” is similar: correct the name or add it to the key curators.|"
                "Add the name and e-mail to the key curators.]",
            ),
            Phrase(ru="сводка куратору не уйдёт", en="the curator gets no digest"),
        ),
    ),
    ValidationRule(
        V_PAR_05, "warning", "partners", "partner_id", "none", no_entity,
        Wording(
            Phrase(
                ru="у работающего партнёра {key} нет контрагента.",
                en="active partner {key} has no legal entity.",
            ),
            Phrase(
                ru="Добавьте строку во вкладку «Контрагенты».",
                en="Add a row to the tab Legal entities.",
            ),
            Phrase(ru="партнёра нет в реестре документов", en="the register has no rows of it"),
        ),
    ),
    ValidationRule(
        V_PAR_06, "warning", "partners", "report_email", "none", shared_address,
        Wording(
            Phrase(
                ru="адрес {address} уже стоит у другого партнёра ({other_cell}).",
                en="the address {address} is another partner's as well ({other_cell}).",
            ),
            Phrase(
                ru="Отчёты двух партнёров уйдут на один адрес: проверьте, так ли задумано.",
                en="The reports of two partners go to one address: check that this is meant.",
            ),
            NOTHING,
        ),
    ),
    ValidationRule(
        V_PAR_07, "warning", "partners", "status", "none", _either,
        Wording(
            Phrase(
                ru="[сотрудничество с {key} завершено, а незаконченных работ у него {open_jobs}.|"
                "у партнёра {key} нет работ {quiet_days}.]",
                en="[partner {key} has ended but has {open_jobs} unfinished jobs.|"
                "active partner {key} has had no job for {quiet_days}.]",
            ),
            Phrase(
                ru="[Закройте работы ({open_jobs}) или верните статус.|"
                "Свяжитесь с партнёром или поставьте «на паузе».]",
                en="[Close the jobs ({open_jobs}) or restore the status.|"
                "Get in touch or set the status to paused.]",
            ),
            ATTENTION,
        ),
    ),
)  # fmt: skip
