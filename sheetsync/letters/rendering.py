"""Templates compiled once, then rendered as text and as HTML with its style inlined.

A letter kind has two layouts, ``monthly.txt.j2`` and ``monthly.html.j2``, and for each language one
file of phrases that both share, ``monthly.ru.j2``; a language without one borrows those of English.
The HTML side escapes everything, the text side nothing, and so each language and side has an
environment of its own.
Source: mail.md 5.2.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Literal, get_args

import css_inline
from jinja2 import FunctionLoader, StrictUndefined, Template, TemplateNotFound, Undefined
from jinja2 import TemplateError as JinjaError
from jinja2.runtime import Context, Macro
from jinja2.sandbox import SandboxedEnvironment

from sheetsync.errors import TemplateError
from sheetsync.language import (
    DEFAULT,
    Lang,
    Phrase,
    days,
    is_language,
    languages,
    marks,
    money,
    numbers,
    plurals,
)
from sheetsync.letters import formatting
from sheetsync.tables.catalogue.payables import INVOICE_STATUS
from sheetsync.tables.catalogue.rating import TIER

Side = Literal["txt", "html"]
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING_SPACE = re.compile(r"[ \t]+$", re.MULTILINE)
_INDENT = re.compile(r"^[ \t\n]+", re.MULTILINE)
_SPACES = re.compile(r"[ \t\r\n]+")
#: Keeps a mail client from showing the letter's first words after the preheader.
_PREHEADER_PADDING = f"\u200c{money.NBSP}" * 60
#: Filters that need the letter's language.
_IN_LANG: Mapping[str, Callable[..., str]] = {
    "money": money.money,
    "whole_money": money.whole_money,
    "symbol": money.symbol,
    "number": numbers.number,
    "quantity": numbers.quantity,
    "percent": numbers.percent,
    "steps": formatting.steps,
    "jobs": formatting.jobs,
    "jobs_all": formatting.jobs_all,
    "jobs_none": formatting.jobs_none,
    "day": days.day,
    "day_month": days.day_month,
    "short_day": days.short_day,
    "figure": formatting.figure,
    "month": days.month,
    "month_beside": days.month_beside,
    "month_genitive": days.month_genitive,
    "month_locative": days.month_locative,
    "month_year": days.month_year,
    "month_short": days.month_short,
}


#: How the line of an invoice is shown, by its status.
_TONES: Mapping[str, str] = {status.code: status.tone for status in INVOICE_STATUS}


@dataclass(frozen=True, slots=True)
class Rendered:
    """Both readings of one letter."""

    text: str
    html: str


class _Sandbox(SandboxedEnvironment):
    """Jinja's sandbox, which remembers what it allowed: its answer hangs on type and name only.

    Texts are asked every time: their ``format`` is the one method that the sandbox wraps.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # Jinja's own, handed on
        super().__init__(**options)
        self._allowed: set[tuple[type, str]] = set()

    def getattr(self, obj: object, attribute: str) -> object:
        """The attribute, or what stands for one that is missing or not allowed."""
        if (type(obj), attribute) in self._allowed:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
        value = super().getattr(obj, attribute)
        if not isinstance(value, Undefined) and not isinstance(obj, str):
            self._allowed.add((type(obj), attribute))
        return value

    def call(self, context: Context, callee: Any, /, *args: Any, **named: Any) -> Any:  # noqa: ANN401  # Jinja's own
        """The answer of a call; a phrase, which every template may call, is asked straight."""
        if type(callee) is Macro:
            # Variables of the loop or block around are for functions that ask for the context.
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            return callee(context.eval_ctx, *args, **named)
        return super().call(context, callee, *args, **named)


class Templates:
    """The templates of all letters, compiled on first use.

    Args:
        texts: template texts by file name; those of a team's own folder replace ours by name.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._environments = _environments(tuple(sorted(texts.items())), languages())
        self._inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)

    def rendered(self, kind: str, lang: Lang, facts: Mapping[str, object]) -> Rendered:
        """The letter of a kind from its facts.

        Raises:
            TemplateError: a template is missing, does not parse, or names what there is not.
        """
        text = self._side(kind, lang, "txt", facts)
        html = self._side(kind, lang, "html", facts)
        text = _BLANK_LINES.sub("\n\n", _TRAILING_SPACE.sub("", text)).strip() + "\n"
        return Rendered(text, self._inliner.inline(_INDENT.sub("", html)))

    def phrase(self, kind: str, lang: Lang, name: str, *values: object) -> str:
        """One phrase of a kind's phrase file as plain text, on one line: a subject, a link's words.

        Raises:
            TemplateError: as for `rendered`.
        """
        template = phrase_file(kind, lang)
        try:
            module = self._template(template, lang, "txt").module
            phrase = getattr(module, name, None)
            if phrase is None:
                raise TemplateError(
                    Phrase(
                        ru="шаблон {template}: нет фразы «{name}»",
                        en="template {template}: lacks the phrase {name!r}",
                    ),
                    cure=Phrase(
                        ru="добавьте макрос {name} или удалите свой файл, чтобы работал наш",
                        en="add a macro {name}, or remove your file to use ours",
                    ),
                    template=template,
                    name=name,
                )
            return _SPACES.sub(" ", str(phrase(*values))).strip()
        except (JinjaError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise _explained(error, template) from error

    def _side(self, kind: str, lang: Lang, side: Side, facts: Mapping[str, object]) -> str:
        template = f"{kind}.{side}.j2"
        try:
            return self._template(template, lang, side).render(facts)
        except (JinjaError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise _explained(error, template) from error

    def _template(self, name: str, lang: Lang, side: Side) -> Template:
        return self._environments[lang, side].get_template(name)


@lru_cache(maxsize=4)
def _environments(
    texts: tuple[tuple[str, str], ...], spoken: tuple[Lang, ...]
) -> Mapping[tuple[Lang, Side], _Sandbox]:
    """By language and side; compiling takes longer than a letter, so equal texts share them."""
    return {
        (lang, side): _environment(dict(texts), lang, side)
        for lang in spoken
        for side in get_args(Side)
    }


def _environment(texts: Mapping[str, str], lang: Lang, side: Side) -> _Sandbox:
    environment = _Sandbox(
        loader=FunctionLoader(lambda name: _source(texts, name)),
        autoescape=side == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(
        lang=lang,
        tab="\t",
        nbsp=money.NBSP,
        preheader_padding=_PREHEADER_PADDING,
        tones=_TONES,
        tiers=TIER,
    )
    for name, formatter in _IN_LANG.items():
        environment.filters[name] = partial(formatter, lang=lang)
    environment.filters["plural"] = lambda count, *forms: plurals.plural(count, lang, *forms)
    environment.filters["aligned"] = formatting.aligned
    environment.filters["web_address"] = formatting.web_address
    environment.filters["sentence"] = marks.sentence
    environment.filters["clipped"] = marks.clipped
    environment.filters["sparkline"] = formatting.sparkline
    return environment


def phrase_file(kind: str, lang: Lang) -> str:
    """Name of the phrases of a kind of letter in a language."""
    return f"{kind}.{lang}.j2"


def is_phrase_file(name: str) -> bool:
    """Whether a template is the phrases of a language that there is.

    >>> is_phrase_file("monthly.ru.j2"), is_phrase_file("monthly.txt.j2")
    (True, False)
    """
    kind, *lang = name.removesuffix(".j2").split(".")
    return bool(kind) and len(lang) == 1 and is_language(lang[0]) and name.endswith(".j2")


def _source(texts: Mapping[str, str], name: str) -> tuple[str, str, None] | None:
    """A template's text with its name as file name, so that tracebacks name it.

    A language without phrases of its own borrows those of the default one; its figures, days and
    months are its own all the same.
    """
    if name not in texts and is_phrase_file(name):
        name = phrase_file(name.partition(".")[0], DEFAULT)
    return (texts[name], name, None) if name in texts else None


_BROKEN = Phrase(ru="шаблон {name}: {error}", en="template {name}: {error}")
_BROKEN_AT = Phrase(
    ru="шаблон {name}, строка {line}: {error}", en="template {name}, line {line}: {error}"
)


def _explained(error: Exception, template: str) -> TemplateError:
    """The error with the place in the template that it came from."""
    if isinstance(error, TemplateNotFound):
        return TemplateError(
            Phrase(
                ru="шаблона {name} нет (его называет {template})",
                en="template {name}: is missing (named by {template})",
            ),
            cure=Phrase(
                ru="верните файл или уберите letters.templates из config.yaml, чтобы работали наши",
                en="restore the file, or remove letters.templates from config.yaml to use ours",
            ),
            name=error.name,
            template=template,
        )
    name, line = _place(error, template)
    return TemplateError(
        _BROKEN_AT if line else _BROKEN,
        cure=Phrase(
            ru="исправьте строку или удалите файл, чтобы работал наш",
            en="mend the line, or remove the file to use ours instead",
        ),
        name=name,
        line=line,
        error=error,
    )


def _place(error: Exception, template: str) -> tuple[str, int]:
    """Template name and line: told by a syntax error, else read from the traceback."""
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    if isinstance(name, str) and isinstance(line, int):
        return name, line
    place = (template, 0)
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename.endswith(".j2"):
            # Jinja rewrites the lines of templates, but not those of a phrase called alone.
            compiled = frame.tb_frame.f_globals.get("__jinja_template__")
            line = (
                compiled.get_corresponding_lineno(frame.tb_lineno) if compiled else frame.tb_lineno
            )
            place = (frame.tb_frame.f_code.co_filename, line)
        frame = frame.tb_next
    return place
