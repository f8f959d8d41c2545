"""The tables of the portal's store."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any

import sqlalchemy as sa

from sheetsync.sql.types import UtcMoment

APPLICATION = "sheetsync portal"
#: The number of the newest layout.
LAYOUT = 4
#: The row of the shelf that our own people's page is kept in; no partner has a blank id.
DESK = ""


def _text(name: str, **options: Any) -> sa.Column[str]:  # noqa: ANN401  # SQLAlchemy's own
    return sa.Column(name, sa.Text, nullable=False, **options)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcMoment, nullable=nullable)


class Layout:
    """The tables of one database.

    Args:
        schema: of PostgreSQL, None in SQLite.
    """

    def __init__(self, schema: str | None) -> None:
        self.schema = schema
        self._metadata = sa.MetaData(schema=schema)

    def _table(self, name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
        return sa.Table(name, self._metadata, *parts)

    @cached_property
    def meta(self) -> sa.Table:
        """What the database is, and what is counted on: a value a key."""
        return self._table("meta", _text("key", primary_key=True), _text("value"))

    @cached_property
    def submission(self) -> sa.Table:
        """What partners sent; never altered."""
        return self._table(
            "submission",
            _text("no", primary_key=True),
            _text("partner_id"),
            _text("entity_id"),
            _text("month"),
            _text("kind"),
            _text("doc_kind"),
            _text("number"),
            _text("number_key"),
            sa.Column("doc_date", sa.Date),
            sa.Column("amount_minor", sa.BigInteger),
            _text("currency"),
            _text("text"),
            _moment("opened_at"),
            _text("once"),
            # Of the partner: nobody learns from a foreign form whether it was sent.
            sa.Index("submission_once", "partner_id", "once", unique=True),
            sa.Index("submission_month", "partner_id", "month"),
        )

    @cached_property
    def event(self) -> sa.Table:
        """What became of submissions; never altered but for `told_at`."""
        return self._table(
            "event",
            sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
            _text("row_id"),
            _text("submission_no"),
            _text("kind"),
            _moment("at"),
            _text("by_whom"),
            _text("text"),
            _text("other_no"),
            _text("facts"),
            # When its row stood in the Portal log; NULL: it waits for that.
            _moment("told_at", nullable=True),
            sa.Index("event_row", "row_id", unique=True),
            sa.Index("event_submission", "submission_no"),
            sa.Index("event_told", "told_at"),
        )

    @cached_property
    def file(self) -> sa.Table:
        """Files of submissions; `scan` and `place` change when a scanner has looked."""
        return self._table(
            "file",
            _text("submission_no", primary_key=True),
            _text("sha256", primary_key=True),
            sa.Column("rank", sa.Integer, nullable=False),
            _text("name_shown"),
            _text("ext"),
            sa.Column("size", sa.BigInteger, nullable=False),
            _text("place"),
            _text("scan"),
            sa.Index("file_sha256", "sha256"),
            sa.Index("file_scan", "scan"),
        )

    @cached_property
    def shelf(self) -> sa.Table:
        """What pages are read from; `DESK` for our own people's."""
        return self._table(
            "shelf", _text("partner_id", primary_key=True), _text("page"), _text("content_hash")
        )

    @cached_property
    def session(self) -> sa.Table:
        """Who is signed in."""
        return self._table(
            "session",
            _text("id_hash", primary_key=True),
            _text("person"),
            _text("partner_id"),
            _text("role"),
            _text("level"),
            _moment("made_at"),
            _moment("seen_at"),
            _moment("ends_at"),
            # When a one-time letter was last used; NULL: it was opened by a link.
            _moment("confirmed_at", nullable=True),
            # Of the partner when it was opened: raising it ends the session.
            sa.Column("link_version", sa.Integer, nullable=False, server_default="1"),
            _text("browser", server_default=""),
            sa.Index("session_person", "person"),
            sa.Index("session_partner", "partner_id"),
        )

    @cached_property
    def contact(self) -> sa.Table:
        """Who signs in for which partner; replaced whole with the shelf."""
        return self._table(
            "contact",
            _text("address", primary_key=True),
            _text("partner_id", primary_key=True),
            _text("name"),
            _text("role"),
            # "" for the partner's.
            _text("lang"),
            # Who of ours is told when somebody guesses at the address; "" for nobody.
            _text("curator"),
            sa.Index("contact_partner", "partner_id"),
        )

    @cached_property
    def preference(self) -> sa.Table:
        """What a person chose for themselves at a partner."""
        return self._table(
            "preference",
            _text("partner_id", primary_key=True),
            _text("person", primary_key=True),
            # "" for as before.
            _text("lang"),
            # Kinds of letters that are not wanted, parted by spaces.
            _text("muted"),
        )

    @cached_property
    def browser(self) -> sa.Table:
        """Browsers in which a partner's letters were opened: a further one is told of."""
        return self._table(
            "browser",
            _text("id_hash", primary_key=True),
            _text("partner_id", primary_key=True),
            _moment("seen_at"),
        )

    @cached_property
    def sign_in(self) -> sa.Table:
        """One-time letters; only hashes of what they hold."""
        return self._table(
            "sign_in",
            _text("token_hash", primary_key=True),
            _text("code_hash"),
            _text("address"),
            _text("nonce_hash"),
            sa.Column("tries", sa.Integer, nullable=False),
            _moment("made_at"),
            _moment("expires_at"),
            _moment("used_at", nullable=True),
            sa.Index("sign_in_address", "address", "made_at"),
        )

    @cached_property
    def rate(self) -> sa.Table:
        """How often somebody did something, by window of time; `bucket` names both, hashed."""
        return self._table(
            "rate",
            _text("bucket", primary_key=True),
            sa.Column("window_at", sa.BigInteger, primary_key=True, autoincrement=False),
            sa.Column("hits", sa.Integer, nullable=False),
            sa.Index("rate_window", "window_at"),
        )

    @cached_property
    def audit(self) -> sa.Table:
        """What was done or refused: signs in, downloads, decisions."""
        return self._table(
            "audit",
            sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
            _moment("at"),
            _text("person"),
            _text("partner_id"),
            _text("action"),
            _text("what"),
            _text("from_address"),
            sa.Index("audit_at", "at"),
            sa.Index("audit_partner", "partner_id", "at"),
        )

    @cached_property
    def letter(self) -> sa.Table:
        """The portal's own letters. States: pending, sending, sent, failed, unknown."""
        return self._table(
            "letter",
            _text("key", primary_key=True),
            _text("kind"),
            _text("recipients"),
            # What the letter is written of, JSON; blank once it is sent or dropped: it may hold
            # a sign-in link.
            _text("content"),
            _text("state"),
            _text("message_id"),
            sa.Column("tries", sa.Integer, nullable=False),
            _moment("queued_at"),
            _moment("due_at"),
            _moment("ends_at", nullable=True),
            _moment("changed_at"),
            _text("reason"),
            sa.Index("letter_state", "state", "due_at"),
        )

    @cached_property
    def acceptance(self) -> sa.Table:
        """Submissions whose row our people have asked for: none of them twice at a time."""
        return self._table(
            "acceptance",
            _text("submission_no", primary_key=True),
            _text("state"),
            # By name, as events name our people.
            _text("by_whom"),
            _moment("asked_at"),
            _text("once"),
            # When the row was last on its way to the tab; NULL: it never was.
            _moment("tried_at", nullable=True),
            # Why it is not there, by language, JSON; "" for no reason.
            _text("reason"),
            sa.Column("row_number", sa.Integer, nullable=False),
            sa.Index("acceptance_state", "state"),
        )

    @cached_property
    def away(self) -> sa.Table:
        """Files that are kept beyond this machine, or on their way there; by their place here."""
        return self._table(
            "away",
            _text("place", primary_key=True),
            _text("sha256"),
            _text("ref"),
            _text("address"),
            _text("state"),
            sa.Column("tries", sa.Integer, nullable=False),
            _moment("due_at"),
            # When somebody asked for it, until it lies here again.
            _moment("wanted_at", nullable=True),
            _text("trouble"),
            sa.Index("away_state", "state"),
            sa.Index("away_wanted", "wanted_at"),
        )

    @property
    def tables(self) -> Sequence[sa.Table]:
        """All of them."""
        return (
            self.meta, self.submission, self.event, self.file, self.shelf, self.session,
            self.sign_in, self.rate, self.audit, self.letter, self.contact, self.preference,
            self.browser, self.acceptance, self.away,
        )  # fmt: skip


@lru_cache(maxsize=50)
def layout_in(schema: str | None) -> Layout:
    """The tables of a schema, the same objects each time."""
    return Layout(schema)
