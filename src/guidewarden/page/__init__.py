"""Guides as web pages: one file each, readable, printable, accessible, without script and without requests.

Every page carries its style and a content security policy that allows this style, the pictures of its guide
and nothing else. What authors wrote is escaped, or made safe through an allow-list (see `guidewarden.page.sanitise`).
"""

import base64
import hashlib
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from guidewarden import __version__
from guidewarden.model import Guide, GuideDocument
from guidewarden.page.blocks import Box, PageReader, WorkList
from guidewarden.page.links import login_mark, mail_href
from guidewarden.page.metadata import dublin_core, json_ld
from guidewarden.page.site import INDEX, Site, canonical, file_name, link_to, published
from guidewarden.page.text import day_in_words, direction, one_line, primary, seen

__all__ = ["GENERATOR", "INDEX", "Site", "file_name", "published", "render_guide", "render_index"]

GENERATOR = "guidewarden"
"""What the pages' ``<meta name="generator">`` begins with, so that they can be told from others."""


def render_guide(document: GuideDocument, site: Site) -> str:
    """Give a guide's page. Hidden boxes are left out; nothing else is decided here: see `published`."""
    guide = document.guide
    reader = PageReader(guide, login_mark(site.proxy, site.restricted))
    lead = reader.prose(guide.description)
    boxes = reader.boxes()
    description, address = one_line(lead.striptags()), canonical(document, site)
    owner = site.person(guide.owner)
    cited = tuple(guide.sources[key] for key in _cited(guide, boxes))
    return (
        _environment()
        .get_template("guide.html.j2")
        .render(
            **_shared(site, guide.language, reader.origins),
            guide=guide,
            lead=lead,
            boxes=boxes,
            owner=owner,
            mail=mail_href(owner.email, one_line(guide.title)) if owner and owner.email else "",
            title=one_line(guide.title),
            description=description,
            canonical=address,
            core=tuple(dublin_core(guide, site, description, address)),
            data=json_ld(guide, site, description, address, cited),
        )
    )


def render_index(documents: Sequence[GuideDocument], site: Site) -> str:
    """Give the page that lists guides by subject; each stands under all of its subjects."""
    subjects: dict[str, list[dict[str, Any]]] = {}
    for document in sorted(documents, key=lambda document: one_line(document.guide.title).casefold()):
        entry = _index_entry(document)
        for subject in dict.fromkeys(map(one_line, document.guide.subjects)) or [""]:
            subjects.setdefault(subject, []).append(entry)
    ordered = sorted(subjects.items(), key=lambda item: (not item[0], item[0].casefold()))
    names = [name for name, _ in ordered if name]
    return (
        _environment()
        .get_template("index.html.j2")
        .render(
            **_shared(site, "en", ()),
            title=one_line(site.title),
            description=f"Research guides on {', '.join(names)}." if names else "",
            canonical=site.address(""),
            subjects=[
                (f"subject-{number}", name or "Other guides", guides)
                for number, (name, guides) in enumerate(ordered, 1)
            ],
            core=(("DC.title", one_line(site.title)), ("DC.language", "en"), ("DC.type", "Collection")),
        )
    )


def _index_entry(document: GuideDocument) -> dict[str, Any]:
    guide = document.guide
    lead = PageReader(guide, lambda _: "").prose(guide.description)
    return {
        "href": link_to(document),
        "title": one_line(guide.title),
        "description": one_line(lead.striptags()),
        "language": guide.language,
        "reviewed": guide.reviewed,
    }


def _cited(guide: Guide, boxes: Sequence[Box]) -> list[str]:
    """Give the keys of the works that are listed on the page."""
    anchors = {
        work.anchor
        for box in boxes
        for block in box.blocks
        if isinstance(block, WorkList)
        for work in block.works
    }
    return [key for key in guide.sources if f"source-{key}" in anchors]


def _shared(site: Site, language: str, origins: Collection[str]) -> dict[str, Any]:
    """Give what every page needs. ``ours`` marks our own English words on pages in another language."""
    style = _style()
    ours = "" if primary(language) == "en" else ' lang="en" dir="ltr"'
    return {
        "site": site,
        "index": INDEX,
        "language": language,
        "direction": direction(language),
        "ours": Markup(ours),  # noqa: S704 - one of two texts of ours
        "style": style,
        "policy": _policy(style, origins),
        "generator": f"{GENERATOR} {__version__}",
    }


def _policy(style: Markup, origins: Collection[str]) -> str:
    """Allow the page's own style and the pictures of its guide, nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    pictures = " ".join(["data:", *sorted(origins)])
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src {pictures}; base-uri 'none'; form-action 'none'"


@cache
def _style() -> Markup:
    text = files("guidewarden.page").joinpath("assets", "page.css").read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - our own style, not text of a guide


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("guidewarden.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.filters.update(day=day_in_words)
    return environment


def _finalize(value: Any) -> Any:
    """Leave out what would act instead of being read; markup that is safe already stays as it is."""
    return seen(value) if isinstance(value, str) and not isinstance(value, Markup) else value
