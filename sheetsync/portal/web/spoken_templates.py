"""Templates of one language each: what they say by name is said when they are compiled.

A page says some thirty phrases; looked up and escaped anew each time they were a fifth of it. So a
template is compiled once for every language that a page is asked for in, under the name
``LANGUAGE/FILE``, and its words are as much a part of it as its tags.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from flask import Flask, render_template
from flask.templating import Environment
from jinja2 import BaseLoader
from jinja2 import Environment as AnyEnvironment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from sheetsync.language import Lang, is_language
from sheetsync.portal.web.texts import phrase

_SAY, _SAID_IN = "say", "say_in"
#: With the line's end behind it, as Jinja trims it behind a tag.
_INCLUDE = re.compile(r'{% include "([\w.]+)" %}\n?')


class SpokenEnvironment(Environment):
    """Flask's, but that a template's parts are of its own language.

    Attributes:
        fixed: functions by name that give for the same text always the same: called with a text
            that stands in the template, they are called when it is compiled.
    """

    fixed: dict[str, Callable[[str], str]]

    def join_path(self, template: str, parent: str) -> str:
        """The name of what a template includes or extends."""
        lang, _ = _parted(parent)
        return f"{lang}/{template}" if lang else template


class _SpokenLoader(BaseLoader):
    """Gives the same files whatever the language, with what they include in its place.

    Jinja gives each part that is included a context of its own, a copy of the page's, for each page
    anew.
    """

    def __init__(self, files: BaseLoader) -> None:
        self._files = files

    def get_source(
        self, environment: AnyEnvironment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        lang, name = _parted(template)
        text, path, is_fresh = self._files.get_source(environment, name)
        return (self._whole(environment, text) if lang else text), path, is_fresh

    def _whole(self, environment: AnyEnvironment, text: str) -> str:
        def part(found: re.Match[str]) -> str:
            included, _, _ = self._files.get_source(environment, found[1])
            # As Jinja does with the last line of a file.
            return self._whole(environment, included.removesuffix("\n"))

        return _INCLUDE.sub(part, text)


class _Words(Extension):
    """Says what a template says by a name that stands in it."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        lang, _ = _parted(stream.name or "")
        return self._spoken(list(stream), lang) if lang else stream

    def _spoken(self, tokens: Sequence[Token], lang: Lang) -> Iterator[Token]:
        rest = iter(range(len(tokens)))
        for at in rest:
            token = tokens[at]
            kinds = [one.type for one in tokens[at : at + 4]]
            is_call = kinds[:2] == ["name", "lparen"]
            if is_call and kinds[2:] == ["string", "rparen"] and self._is_fixed(token.value):
                yield Token(token.lineno, "string", self._text(token.value, tokens[at + 2], lang))
                for _ in range(3):
                    next(rest)
            elif is_call and token.value == _SAY:
                # With facts, or by a name that is made: the language is known all the same.
                yield Token(token.lineno, "name", _SAID_IN)
                yield tokens[next(rest)]
                yield Token(token.lineno, "string", lang)
                yield Token(token.lineno, "comma", ",")
            else:
                yield token

    def _is_fixed(self, name: str) -> bool:
        return name == _SAY or name in self._fixed()

    def _text(self, name: str, given: Token, lang: Lang) -> str:
        text = str(given.value)
        return phrase(text).said(lang) if name == _SAY else self._fixed()[name](text)

    def _fixed(self) -> dict[str, Callable[[str], str]]:
        environment = self.environment
        assert isinstance(environment, SpokenEnvironment)  # noqa: S101  # see `speak`
        return environment.fixed


def say_in(lang: Lang, name: str, /, **facts: object) -> str:
    """A phrase in a language."""
    return phrase(name).said(lang, **facts)


def speak(app: Flask, fixed: dict[str, Callable[[str], str]]) -> None:
    """Have an app's templates be of one language each.

    Args:
        app: whose environment is a `SpokenEnvironment`.
        fixed: see there.
    """
    environment = app.jinja_env
    assert isinstance(environment, SpokenEnvironment)  # noqa: S101  # by the app's class
    assert environment.loader is not None  # noqa: S101  # Flask's own
    environment.fixed = fixed
    environment.loader = _SpokenLoader(environment.loader)
    environment.globals[_SAID_IN] = say_in
    environment.add_extension(_Words)


def rendered(file: str, *, lang: Lang, **values: object) -> str:
    """A page.

    Args:
        file: of its template.
        lang: of the reader.
        values: what stands in it.
    """
    return render_template(f"{lang}/{file}", lang=lang, **values)


def _parted(name: str) -> tuple[Lang, str]:
    """The language and the file of a template's name; "" for one that is of no language."""
    lang, _, file = name.partition("/")
    return (lang, file) if file and is_language(lang) else ("", name)
