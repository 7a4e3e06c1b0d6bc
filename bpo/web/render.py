"""Pages, and single blocks of them when htmx asks for a part; in the reader's language and zone.

Every value is escaped in every template. Gettext functions are the plain ones of `core.i18n` (Jinja's
newstyle ones would format a second time). Components are reached as `ui.button(…)` without imports, so
that a block rendered alone finds them too.
"""

from collections.abc import Callable
from contextlib import ExitStack
from functools import lru_cache
from typing import Any, cast

from babel import negotiate_locale
from flask import Flask, current_app, g, render_template, request
from jinja2 import Environment, StrictUndefined

from bpo.core import i18n
from bpo.web import assets, formats, headers
from bpo.web.labels import show_label

LOCALE_COOKIE, THEME_COOKIE = "locale", "theme"
THEMES = ("auto", "light", "dark")
Pairs = tuple[tuple[str, object], ...]
# Each language by its own name: who cannot read the page must find theirs.
LOCALE_NAMES = {"en": "English", "ru": "Русский", "uk": "Українська", "pl": "Polski"}


class Components:
    """The macros of templates/components, one a file, named as their files.

    The small ones that stand on a page by the hundred are drawn once for each of their arguments.
    """

    REMEMBERED = frozenset({"icon", "badge", "brand_tag", "clock_chip"})

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Callable[..., str]:
        if name.startswith("_"):
            raise AttributeError(name)
        module = self._environment.get_template(f"components/{name}.html").module
        macro = cast("Callable[..., str]", getattr(module, name))
        if not self._environment.auto_reload:
            if name in self.REMEMBERED:
                macro = _remembered(macro)
            setattr(self, name, macro)  # found without asking from now on: a long list asks hundreds of times
        return macro


def _remembered(macro: Callable[..., str]) -> Callable[..., str]:
    """The same, drawn once a language for arguments alike in value and in type: `Markup` is not what it equals."""

    @lru_cache(4096)
    def drawn(_locale: str, _types: tuple[type, ...], args: tuple[object, ...], more: Pairs) -> str:
        return macro(*args, **dict(more))

    def component(*args: object, **more: object) -> str:
        pairs = tuple(more.items())
        types = (*map(type, args), *map(type, more.values()))
        return drawn(i18n.current_language(), types, args, pairs)

    return component


def init_rendering(app: Flask) -> None:
    """Set up Jinja and the language of each request."""
    environment = app.jinja_env
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True  # as pybabel extracts
    environment.autoescape = True
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.install_gettext_callables(i18n.gettext, _ngettext, newstyle=False)  # type: ignore[attr-defined]
    environment.filters |= formats.FILTERS | {"label": show_label}
    environment.globals |= {
        "_": i18n.gettext,
        "ui": Components(environment),
        "asset_url": assets.asset_url,
        "csp_nonce": headers.csp_nonce,
        "no_value": formats.no_value,
        "current_zone": i18n.current_zone,
        "locale_names": LOCALE_NAMES,
        "themes": THEMES,
    }
    app.context_processor(_of_request)
    app.before_request(_start_speaking)
    app.teardown_request(_stop_speaking)


def render(template: str, *, block: str | None = None, **context: object) -> str:
    """The page; or only the named block of it, where htmx asks for a part."""
    if block is None or not wants_part():
        return render_template(template, **context)
    current_app.update_template_context(context)
    loaded = current_app.jinja_env.get_template(template)
    return "".join(loaded.blocks[block](loaded.new_context(cast("dict[str, Any]", context))))


def wants_part() -> bool:
    """Whether htmx asks for a part of a page, not for a whole one by a boosted link or the back button."""
    told = request.headers
    return told.get("HX-Request") == "true" and told.get("HX-Request-Type", "partial") == "partial"


def speak_to_reader() -> None:
    """Speak the reader's language from here to the request's end.

    Called at the start of each request, when only cookie and browser are known, and again by the
    application once it has put `actor_locale` and `actor_time_zone` on `g`.
    """
    locale = g.get("actor_locale") or request.cookies.get(LOCALE_COOKIE)
    if locale not in i18n.LOCALES:
        wanted = [tag.replace("-", "_") for tag in request.accept_languages.values()]
        locale = negotiate_locale(wanted, i18n.LOCALES) or i18n.LOCALES[0]
    if "speech" not in g:
        g.speech = ExitStack()
    g.speech.enter_context(i18n.speaking(locale, g.get("actor_time_zone") or "UTC"))


def theme() -> str:
    """Light, dark, or as the reader's machine is set."""
    chosen = request.cookies.get(THEME_COOKIE, THEMES[0])
    return chosen if chosen in THEMES else THEMES[0]


def _start_speaking() -> None:
    speak_to_reader()


def _stop_speaking(_error: BaseException | None = None) -> None:
    if speech := g.pop("speech", None):
        speech.close()


def _of_request() -> dict[str, object]:
    return {"locale": str(i18n.current_locale()), "theme": theme()}


def _ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The plural form; `{% trans %}` formats by itself and passes no values."""
    text = i18n.catalogue(str(i18n.current_locale())).ungettext(singular, plural, n)
    return text % {"n": n, **values} if values else text
