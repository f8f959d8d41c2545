"""A partner's rating in words: those of the Ratings tab and of `sheetsync explain`."""

from sheetsync.language import Lang
from sheetsync.rules.portal.page_rating import PageRating
from sheetsync.rules.rating.steps import step_texts, way_text
from sheetsync.rules.rating.why import margin_text, published_text, why_text


def score_text(rating: PageRating, lang: Lang) -> str:
    """Why the score is what it is; "" where the group is not rated."""
    if rating.why is None:
        return ""
    why = why_text(rating.why, rating.currency, lang)
    if not rating.is_restated:
        return why
    return published_text(rating.score, rating.tier or None, why, lang)


def next_text(rating: PageRating, lang: Lang) -> str:
    """What lifts to the next tier, and how safe the tier held is, as one text."""
    parts = []
    if rating.way is not None:
        parts.append(way_text(rating.way, rating.currency, lang, rating.unit))
    if rating.margin is not None:
        parts.append(margin_text(rating.margin, lang))
    return " ".join(parts)


def next_steps(rating: PageRating, lang: Lang) -> list[str]:
    """What lifts to the next tier, a step a line."""
    steps = rating.way.steps if rating.way is not None else ()
    return step_texts(steps, rating.currency, lang, rating.unit)
