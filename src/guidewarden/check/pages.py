"""What a page's first bytes say: title, headings, text, and marks of logins, challenges and parking. Pure."""

import re

import ada_url
import turbohtml
from turbohtml import Element

from guidewarden.check.matter import (
    LAYOUT,
    VERY_LONG_TEXT,
    has_media,
    read_matter,
    remove_unseen,
    signs_of_metas,
    site_name,
    written_canonical,
)
from guidewarden.model import Page, Sign

TITLE_LIMIT = 300
HEADINGS = 12
TEXT_START = 1000
LONG_TEXT = 1500
LONG_TEXT_START = 300
"""Of a page with more text than `LONG_TEXT` characters, the opening is enough: mostly it is menus."""
RESOURCES = 40
RESOURCE_LIMIT = 300
IDENTIFIERS = 5000
LONGEST_REFRESH = 10.0
"""Seconds: a page that sends readers on later than this is meant to be read."""

_TAGS = ("html", "base", "title", "meta", "link", "script", "iframe", "frame", "form")
_SEEN_TAGS = ("h1", "h2", "input")
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
_TEXT_TYPES = frozenset(
    {
        "application/xml",
        "application/json",
        "application/rss+xml",
        "application/atom+xml",
        "application/ld+json",
    }
)
_REFRESH = re.compile(
    r"\s*(\d{0,9})(?:\.[\d.]*)?\s*(?:[;,\s]\s*)?(?:url\s*=\s*)?(.*)", re.IGNORECASE | re.DOTALL
)
_LOCATION = re.compile(
    r"""\blocation(?:\.href)?\s*=\s*["']([^"'\s]{1,2000})["']|\blocation\.(?:replace|assign)\(\s*["']([^"'\s]{1,2000})["']"""
)
_SCRIPT_LIMIT = 20_000
_ODD_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f"
"""All that Python takes for white space in ASCII, but the space and the line feed."""
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_LOOKS_LIKE_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|title|meta|script|h1|div|p|a|table|iframe)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


def media_type(content_type: str) -> str:
    """Give the media type of a Content-Type header in lower case, without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def is_text(content_type: str) -> bool:
    """Tell whether a body of this type is worth reading: text of any kind, or one that is not named."""
    found = media_type(content_type)
    return not found or found.startswith("text/") or found in _HTML_TYPES or found in _TEXT_TYPES


def read_page(
    data: bytes, content_type: str, *, url: str, truncated: bool = False, with_identifiers: bool = False
) -> Page:
    """Read a body's first bytes, as `Page` describes. Nothing a server can send makes this raise.

    ``url`` is the page's own address, which ``refresh_url`` is made absolute with.
    """
    found = media_type(content_type)
    charset = _charset(content_type)
    if found in _HTML_TYPES or (not found and _LOOKS_LIKE_HTML.match(data[:1024])):
        return _read_html(_parse(data, charset), data, found, url, truncated, with_identifiers)
    if not is_text(content_type):
        return Page(found, len(data), truncated)
    text = fold(_decode(data, charset))
    return Page(found, len(data), truncated, text_length=len(text), text_start=_start(text, len(text)))


def refresh_target(content: str, base: str) -> str | None:
    """Give the absolute address a refresh (``5; url=/next``) leads to; None when it is later or leads nowhere."""
    match = _REFRESH.fullmatch(content[:4096])
    if match is None:
        return None
    written = match[2].strip()
    if written[:1] in {'"', "'"}:
        written = written[1:].partition(written[0])[0]
    if not written or float(match[1] or 0) > LONGEST_REFRESH:
        return None
    return _joined(written, base)


def fold(text: str) -> str:
    """Fold all white space into single spaces."""
    if len(text) < TITLE_LIMIT:
        return " ".join(text.split())
    # Most pages' text has line breaks alone to fold, which takes half the time this way.
    plain = text.replace("\n\n", " ").replace("\n", " ").strip()
    # Of ASCII, eight quick looks tell as much as `isprintable` does, which looks at each character.
    odd = any(space in plain for space in _ODD_SPACES) if plain.isascii() else not plain.isprintable()
    return " ".join(text.split()) if odd or "  " in plain else plain


def _start(text: str, length: int) -> str:
    return text[: TEXT_START if length < LONG_TEXT else LONG_TEXT_START]


def _measured(text: str) -> tuple[str, int]:
    """Give a text folded, its opening at least, and its length; that of a very long one is about right."""
    text = text.strip()
    if len(text) > VERY_LONG_TEXT:
        return fold(text[:LONG_TEXT]), len(text)
    folded = fold(text)
    return folded, len(folded)


def _read_html(
    document: turbohtml.Document, data: bytes, found: str, url: str, truncated: bool, with_identifiers: bool
) -> Page:
    elements = _by_tag(document, _TAGS)
    metas = elements["meta"]
    identifiers = _identifiers(document) if with_identifiers else ()
    titles = [each for each in elements["title"] if each.namespace is turbohtml.Namespace.HTML]
    refresh = _refresh(elements, url)
    script_url = _script_url(elements["script"], url)
    resources = _resources(elements)
    language = next((each.attr("lang") or "" for each in elements["html"]), "")
    title = fold(titles[0].text)[:TITLE_LIMIT] if titles else ""
    canonical = written_canonical(elements["link"], metas)
    name = site_name(document, metas)
    links = len(document.select("a[href]"))
    remove_unseen(document)
    seen = _by_tag(document, _SEEN_TAGS)
    headings = [fold(each.text)[:TITLE_LIMIT] for each in seen["h1"] + seen["h2"]]
    password_fields = sum((each.attr("type") or "").strip().lower() == "password" for each in seen["input"])
    text, text_length = _measured(document.to_text(LAYOUT))
    media = not text and has_media(document)
    matter = read_matter(document, scripted=bool(elements["script"]))
    return Page(
        media_type=found or "text/html",
        bytes_read=len(data),
        truncated=truncated,
        title=title,
        headings=tuple(heading for heading in headings if heading)[:HEADINGS],
        language=language.strip()[:35],
        text_length=text_length,
        text_start=_start(text, text_length),
        links=links,
        scripts=len(elements["script"]),
        password_fields=password_fields,
        refresh_url=refresh,
        script_url=script_url,
        identifiers=identifiers,
        resources=resources,
        matter_length=matter.length,
        matter_start=_matter_start(matter.text, text, text_length),
        shows=matter.shows,
        canonical=_joined(canonical, url) if canonical else None,
        site_name=name,
        signs=(*signs_of_metas(metas), *matter.signs, *[Sign.MEDIA] * media),
    )


def _matter_start(matter: str, text: str, length: int) -> str:
    start = fold(matter[: 2 * TEXT_START])[:TEXT_START]
    return "" if length < LONG_TEXT and text.startswith(start) else start


def _by_tag(document: turbohtml.Document, tags: tuple[str, ...]) -> dict[str, list[Element]]:
    elements: dict[str, list[Element]] = {tag: [] for tag in tags}
    for element in document.iter_elements(tags):
        elements[element.tag].append(element)
    return elements


def _refresh(elements: dict[str, list[Element]], url: str) -> str | None:
    """Give the address the page sends its readers on to. One inside ``noscript`` is not for readers."""
    for meta in elements["meta"]:
        if (meta.attr("http-equiv") or "").strip().lower() != "refresh":
            continue
        if any(isinstance(each, Element) and each.tag in {"noscript", "template"} for each in meta.ancestors):
            continue
        base = next((each.attr("href") for each in elements["base"] if each.attr("href") is not None), None)
        target = refresh_target(meta.attr("content") or "", (_joined(base, url) if base else None) or url)
        if target is not None and _bare(target) != _bare(url):
            return target
    return None


def _script_url(scripts: list[Element], url: str) -> str | None:
    """Give the absolute address that an inline script assigns to the window's location."""
    for script in scripts:
        match = _LOCATION.search(script.text[:_SCRIPT_LIMIT])
        if match is not None:
            return _joined(match[1] or match[2], url)
    return None


def _resources(elements: dict[str, list[Element]]) -> tuple[str, ...]:
    written = [
        *(each.attr("src") for tag in ("script", "iframe", "frame") for each in elements[tag]),
        *(each.attr("action") for each in elements["form"]),
    ]
    unique = dict.fromkeys(address.strip()[:RESOURCE_LIMIT] for address in written if address)
    return tuple(address for address in unique if address)[:RESOURCES]


def _identifiers(document: turbohtml.Document) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for element in document.iter_elements():
        for value in (element.attr("id"), element.attr("name") if element.tag == "a" else None):
            if value:
                found[value[:RESOURCE_LIMIT]] = None
        if len(found) >= IDENTIFIERS:
            break
    return tuple(found)[:IDENTIFIERS]


def _parse(data: bytes, charset: str | None) -> turbohtml.Document:
    if charset is not None and not data.startswith((b"\xef\xbb\xbf", b"\xfe\xff", b"\xff\xfe")):
        try:
            return turbohtml.parse(data, encoding=charset, positions=False)
        except (LookupError, ValueError):
            pass
    return turbohtml.parse(data, detect_encoding=True, positions=False)


def _decode(data: bytes, charset: str | None) -> str:
    for encoding in (charset, "utf-8-sig"):
        try:
            if encoding:
                return data.decode(encoding, "replace")
        except (LookupError, ValueError, TypeError):
            continue
    return data.decode("latin-1")


def _charset(content_type: str) -> str | None:
    match = _CHARSET.search(content_type)
    return match[1] if match else None


def _joined(written: str, base: str) -> str | None:
    try:
        return ada_url.URL(written, base).href
    except ValueError:
        return None


def _bare(url: str) -> str:
    return url.partition("#")[0]
