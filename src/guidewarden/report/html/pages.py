"""From a template and its values to a page: escaping, texts in the reader's language, our style and script."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from guidewarden.report.catalogue import Words
from guidewarden.report.html.links import mail_href, web_href
from guidewarden.report.words import iso, printable


def document(template: str, words: Words, values: Mapping[str, Any], *, script: bool = True) -> str:
    """Fill in one of our templates. Every text is escaped; the policy allows our own style and script alone."""
    style = _asset("report.css")
    code = _asset("report.js") if script else Markup()
    sources = (
        "default-src 'none'",
        f"style-src {_hash(style)}",
        *([f"script-src {_hash(code)}"] if script else []),
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return (
        _environment()
        .get_template(template)
        .render(
            values,
            style=style,
            script=code,
            policy="; ".join(sources),
            words=words,
            t=_teller(words.say, words),
            n=_teller(words.count, words),
        )
    )


def _teller(say: Callable[..., str], words: Words) -> Callable[..., Markup]:
    """Give a function for templates that fills in values escaped and printable, or as they are where they are markup."""

    def tell(key: str, *number: int, **values: object) -> Markup:
        if not values:
            return escape(say(key, *number))
        form = words.form(key, *number) if number else str(words.texts[key])
        filled = {name: _finalize(value) for name, value in values.items()}
        if number:
            filled["n"] = words.number(*number)
        return escape(form).format(**filled)

    return tell


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("guidewarden.report.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.filters.update(
        exact=_exact, iso=iso, web_href=web_href, mail_href=mail_href, printable=printable
    )
    return environment


def _finalize(value: Any) -> Any:
    """Make text printable on its way out; markup that is safe already stays as it is."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _exact(value: str) -> Markup:
    """Escape a value without making it printable: for addresses that are followed or copied."""
    return escape(value.encode("utf-8", "replace").decode())


def _asset(name: str) -> Markup:
    """Read one of our own files; it stands in the page as it is."""
    text = files("guidewarden.report.html").joinpath("assets", name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704  # our own script and style, not text from outside


def _hash(asset: Markup) -> str:
    """Give a script's or style's source expression for the content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(asset.encode()).digest()).decode()}'"
