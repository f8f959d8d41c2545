"""How well a column fits a meaning: names and values together. Source: adoption.md A2, "Score"."""

from dataclasses import dataclass

from sheetsync.language import Phrase, Sayable
from sheetsync.tables.adoption.column_values import (
    code_share,
    inn_share,
    mark_share,
    name_share,
    value_share,
)
from sheetsync.tables.adoption.directory import Directory, Known
from sheetsync.tables.adoption.meanings import Meaning, not_kept_likeness
from sheetsync.tables.adoption.proposal import Guess, How
from sheetsync.tables.adoption.team_columns import TeamColumn
from sheetsync.tables.adoption.thresholds import (
    EMPTY_COLUMN,
    KNOWN_NAMES,
    NAMES_ALONE,
    NOT_KEPT_LIKE,
    REFUTED_BELOW,
    SHARP_ADDS,
    SHARP_BASE,
    SHARPNESS,
    SUGGESTED,
    UNKNOWN_NAMES,
    VALUES_ADD,
)
from sheetsync.tables.locales import Conventions

_BY_NAME = Phrase(
    ru="название похоже на {name}, читается значений: {share} %",
    en="the name is like {name}, {share}% of the values can be read",
)
_EMPTY = Phrase(
    ru="название похоже на {name}, столбец пуст", en="the name is like {name}, the column is empty"
)
_BY_VALUES = Phrase(ru="по значениям: {share} % подходят", en="by its values: {share}% fit")
_KNOWN = Phrase(ru="{known} из {of} есть в «{title}»", en="{known} of {of} known in {title!r}")
_NOT_KNOWN = Phrase(
    ru="название похоже на {name}, имён нет ни в одном справочнике",
    en="the name is like {name}, no directory knows the names",
)
_MARK = Phrase(ru="отметка «да» или «нет»", en="a mark, yes or no")
#: Columns in whose place a mark may stand: paid or not, active or not.
_MARKED = frozenset({"invoices.paid_amount", "partners.status"})
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Scored:
    """A column and one of its meanings.

    Attributes:
        likeness: of the names, 0 to 1.
        values: the share that fits, 0 to 1.
        score: both together, 0 to 1.
    """

    column: TeamColumn
    meaning: Meaning
    how: How
    likeness: float
    values: float
    score: float
    known: Known | None = None

    @property
    def guess(self) -> Guess:
        """As it is shown."""
        return Guess(self.meaning.code, self.how, round(self.score, 3))

    @property
    def why(self) -> Sayable:
        """In a line, for a person."""
        name = self.meaning.column.heading or self.meaning.column.name
        share = round(self.values * _PERCENT)
        if self.known is not None and self.known.share >= KNOWN_NAMES:
            known = self.known
            return _KNOWN.given(known=known.known, of=known.of, title=known.title)
        if self.meaning.reference:
            return _NOT_KNOWN.given(name=name)
        if self.how == "@yes_no":
            return _MARK
        if not self.column.filled:
            return _EMPTY.given(name=name)
        if not self.likeness:
            return _BY_VALUES.given(share=share)
        return _BY_NAME.given(name=name, share=share)


def scored(
    column: TeamColumn, meaning: Meaning, written: Conventions, directory: Directory
) -> Scored | None:
    """How well a column fits a meaning; None when not even a suggestion comes of it."""
    likeness = meaning.likeness(column.header) if column.header else 0.0
    if column.header and not meaning.is_called(column.header):
        unkept = not_kept_likeness(column.header)
        if unkept >= NOT_KEPT_LIKE and unkept >= likeness:
            return None
    if likeness < SUGGESTED:
        return _sharp(column, meaning, written)
    if meaning.reference:
        return _reference(column, meaning, likeness, written, directory)
    found = _plain(column, meaning, likeness, value_share(column, meaning, written))
    if meaning.code in _MARKED and found.score < SUGGESTED:
        marks = mark_share(column, written)
        return _enough(_plain(column, meaning, likeness, marks, "@yes_no"))
    return _enough(found)


def _plain(
    column: TeamColumn, meaning: Meaning, likeness: float, values: float, how: How = ""
) -> Scored:
    if not column.filled:
        values = EMPTY_COLUMN
    score = likeness * (NAMES_ALONE + VALUES_ADD * values)
    if values < REFUTED_BELOW:
        score = likeness * values
    return Scored(column, meaning, how, likeness, values, score)


def _sharp(column: TeamColumn, meaning: Meaning, written: Conventions) -> Scored | None:
    """Without a fitting name only a sharp kind speaks."""
    sharpness = SHARPNESS.get(meaning.column.kind)
    if sharpness is None or not column.filled:
        return None
    values = value_share(column, meaning, written)
    if values < REFUTED_BELOW:
        return None
    return _enough(
        Scored(column, meaning, "", 0.0, values, SHARP_BASE + SHARP_ADDS * sharpness * values)
    )


def _reference(
    column: TeamColumn,
    meaning: Meaning,
    likeness: float,
    written: Conventions,
    directory: Directory,
) -> Scored | None:
    """A column that names somebody, by a name, an INN or a code that a directory knows."""
    known = directory.best(column.texts(written))
    if known is not None and known.share >= KNOWN_NAMES:
        how, values = known.how, 1.0
    else:
        how, values = _shape(column, written)
    score = likeness * (NAMES_ALONE + VALUES_ADD * values) if values else 0.0
    return _enough(Scored(column, meaning, how, likeness, values, score, known))


def _shape(column: TeamColumn, written: Conventions) -> tuple[How, float]:
    """How somebody is named whom no directory knows, by the look of the values."""
    inns = inn_share(column, written)
    if inns >= KNOWN_NAMES:
        return "@inn", inns
    if code_share(column, written) >= KNOWN_NAMES:
        return "", UNKNOWN_NAMES
    is_named = name_share(column, written) >= REFUTED_BELOW or not column.filled
    return "@name", UNKNOWN_NAMES if is_named else 0.0


def _enough(found: Scored) -> Scored | None:
    return found if found.score >= SUGGESTED else None
