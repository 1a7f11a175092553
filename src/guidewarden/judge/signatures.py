"""Signatures of error pages, robot challenges, logins and parked domains, read from ``signatures.yaml``.

They raise doubts; what settles a doubt is `guidewarden.judge.doubts`, and what a page says of itself
`guidewarden.judge.statements`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import yaml
from msgspec import Struct

from guidewarden.judge.wordlist import WordList
from guidewarden.model import Hop, Page

SHORT_PAGE = 1_500
"""Characters below which a page has "little else on it": error pages seen in the field stay under this."""

_OPENING = 300
"""Characters of a short page's text in which it says what it is."""

_SCRIPT = re.compile(r"\.m?js\b|/gsi/|/(?:sdk|api|client)(?:[/?#]|$)")
"""Scripts that let readers sign in stand on open pages too."""
_WORDS_OF_OUTAGES = ("please wait", "one more step", "security check")
_GATEWAY_MARKS = ("ray id", "reference #", "support id is")
_PUNCTUATION = re.compile(r"[-_.]")


class Signatures(Struct, frozen=True):
    """All signatures, in lower case."""

    doubtful: WordList
    gone: WordList
    default_texts: WordList
    default_names: frozenset[str]
    error_segments: frozenset[str]
    error_parts: tuple[str, ...]
    unclear_segments: frozenset[str]
    front_pages: frozenset[str]
    languages: frozenset[str]
    searches: tuple[str, ...]
    challenge_words: tuple[str, ...]
    challenge_texts: tuple[str, ...]
    challenge_headers: tuple[tuple[str, str], ...]
    challenge_resources: tuple[str, ...]
    login_hosts: tuple[str, ...]
    login_domains: tuple[str, ...]
    login_paths: frozenset[str]
    login_titles: WordList
    parking_hosts: tuple[str, ...]
    parking_resources: tuple[str, ...]
    parking_paths: tuple[tuple[str, ...], ...]
    parking_texts: tuple[str, ...]
    proxy_refusals: tuple[str, ...]
    gate_words: WordList
    gate_paths: tuple[str, ...]
    entrances: frozenset[str]
    usurpers: WordList

    def says_not_found(self, page: Page) -> bool:
        """Tell whether the title, a main heading, or the first lines of a short page have words of "not found"."""
        opening = (page.text_start[:_OPENING], page.opening[:_OPENING]) if page.matter < SHORT_PAGE else ()
        return any(self.doubtful.is_in(fold(text)) for text in (page.title, *page.headings[:3], *opening))

    def is_titled_not_found(self, page: Page) -> bool:
        """Tell whether the title or a main heading has words of "not found" that walls and outages do not use."""
        return any(self.gone.is_in(fold(text)) for text in (page.title, *page.headings[:3]))

    def is_error_path(self, segments: Iterable[str]) -> bool:
        """Tell whether a path leads to a page of what is not there."""
        return any(
            segment in self.error_segments or any(part in segment for part in self.error_parts)
            for segment in map(_bare_segment, segments)
        )

    def is_unclear_error_path(self, segments: Iterable[str]) -> bool:
        """Tell whether a path leads to a page of errors of any kind."""
        return not self.unclear_segments.isdisjoint(map(_bare_segment, segments))

    def is_marked_challenge(self, hop: Hop) -> bool:
        """Tell whether an answer's headers say that it is a challenge to robots."""
        headers = hop.headers
        return any(name in headers and part in headers[name].lower() for name, part in self.challenge_headers)

    def looks_like_challenge(self, page: Page, url: str = "") -> bool:
        """Tell whether a short page, or the address it came from, has words or scripts of a challenge to robots."""
        return page.text_length < SHORT_PAGE and (
            any(known in fold(page.title) for known in self.challenge_words)
            or any(known in fold(page.text_start) for known in self.challenge_texts)
            or self.has_challenge_resource(page, url)
        )

    def has_challenge_resource(self, page: Page, url: str = "") -> bool:
        """Tell whether a page has scripts, frames or forms of challenges to robots. Good pages may have them too."""
        return any(
            known in part.lower() for part in (url, *page.resources) for known in self.challenge_resources
        )

    def is_login_address(self, url: str) -> bool:
        """Tell whether an address is that of a login, a single sign-on or a choice of institution."""
        host, segments = host_and_path(url)
        names = {segment.partition(".")[0] for segment in segments}
        return (
            host.startswith(self.login_hosts)
            or on_host(host, self.login_domains)
            or not self.login_paths.isdisjoint([*segments, *names])
        )

    def is_login_page(self, page: Page) -> bool:
        """Tell whether a page is a login and nothing else: a password field, or a form that sends itself to one."""
        if page.text_length >= SHORT_PAGE:
            return False
        # "Map room | Login": a title that begins with the page's own heading names the page, then the site's login.
        own = any(heading in page.title for heading in page.headings)
        names = page.headings[:1] if own else (page.title, *page.headings[:2])
        named = any(self.login_titles.is_in(fold(text)) for text in names)
        sends = page.text_length < _OPENING and any(
            self.is_login_address(found) for found in page.resources if not _SCRIPT.search(found)
        )
        return (page.password_fields > 0 and named) or sends

    def is_outspoken_challenge(self, page: Page) -> bool:
        """Tell whether a page says itself that it is a challenge, and does not only name the gateway that sent it."""
        title, text = fold(page.title), fold(page.text_start)
        spoken = (known for known in self.challenge_texts if known not in _GATEWAY_MARKS)
        titles = (known for known in self.challenge_words if known not in _WORDS_OF_OUTAGES)
        return any(known in title for known in titles) or any(known in text for known in spoken)

    def is_gate(self, page: Page, url: str) -> bool:
        """Tell whether a page's names or its address are those of pages that stand before whatever readers came for."""
        names = fold(" ".join((page.title, *page.headings[:1])))
        parts = [_PUNCTUATION.sub("", segment) for segment in host_and_path(url)[1]]
        return self.gate_words.is_in(names) or any(
            known in part for part in parts for known in self.gate_paths
        )

    def looks_usurped(self, page: Page) -> bool:
        """Tell whether a page's name has words that stand on names of sites which lapsed and were bought for them."""
        return any(self.usurpers.is_in(fold(name)) for name in (page.title, *page.headings[:1]))

    def is_parking_host(self, url: str) -> bool:
        """Tell whether an address is on a site that parks and sells domains."""
        return on_host(host_and_path(url)[0], self.parking_hosts)

    def is_parking_address(self, url: str) -> bool:
        """Tell whether an address is on a site that parks and sells domains, or is a parked domain's own lander."""
        return self.is_parking_host(url) or host_and_path(url)[1] in self.parking_paths

    def looks_parked(self, page: Page) -> bool:
        """Tell whether a page has words of a domain for sale and little else, or shows a parking site's content."""
        if any(known in resource.lower() for resource in page.resources for known in self.parking_resources):
            return True
        if page.matter >= SHORT_PAGE:
            return False
        text = fold(f"{page.title} {page.text_start}")
        return any(known in text for known in self.parking_texts)

    def is_proxy_refusal(self, page: Page) -> bool:
        """Tell whether a library's proxy says that it does not serve the link's host."""
        if page.text_length >= SHORT_PAGE:
            return False
        text = fold(page.text_start)
        return any(known in text for known in self.proxy_refusals)


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Fold case, and write typographic apostrophes as plain ones. The last few are remembered: many rules look at them."""
    return text.casefold().replace("’", "'")


@lru_cache(maxsize=256)
def host_and_path(url: str) -> tuple[str, tuple[str, ...]]:
    """Give an address's host and the segments of its path, in lower case. Odd addresses give nothing.

    The last few are remembered: every rule looks at the same ones.
    """
    try:
        parts = urlsplit(url)
        return (parts.hostname or ""), tuple(filter(None, parts.path.lower().split("/")))
    except ValueError:
        return "", ()


def bare_host(url: str) -> str:
    """Give an address's host without ``www.``."""
    return host_and_path(url)[0].removeprefix("www.")


def on_host(host: str, known: tuple[str, ...]) -> bool:
    """Tell whether a host is one of these, or below one."""
    return any(host == name or host.endswith("." + name) for name in known)


def _bare_segment(segment: str) -> str:
    return _PUNCTUATION.sub("", segment.rpartition(".")[0] or segment)


def word_list(words: Iterable[str]) -> WordList:
    """Fold words as texts are folded before they are looked for."""
    return WordList(map(fold, words))


@cache
def read_words() -> Mapping[str, Any]:
    """Read ``signatures.yaml`` as it stands."""
    text = (files("guidewarden.judge") / "signatures.yaml").read_text("utf-8")
    data = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe; C is 15 ms quicker
    return MappingProxyType(data)


def all_words(group: str) -> tuple[str, ...]:
    """Give the words of all parts of a group."""
    return tuple(str(word) for known in read_words()[group].values() for word in known)


@cache
def load_signatures() -> Signatures:
    """Read the shipped signatures."""
    data = read_words()

    def words(group: str, key: str) -> tuple[str, ...]:
        return tuple(str(word).lower() for word in data[group][key])

    headers = (entry.partition(":") for entry in words("challenges", "headers"))

    gone = (*all_words("not_found_words"), *all_words("removed_words"))
    return Signatures(
        doubtful=word_list((*gone, *data["unclear_words"])),
        gone=word_list(gone),
        default_texts=word_list(data["default_pages"]["texts"]),
        default_names=frozenset(data["default_pages"]["names"]),
        error_segments=frozenset(words("error_paths", "whole")),
        error_parts=words("error_paths", "parts"),
        unclear_segments=frozenset(words("error_paths", "unclear")),
        front_pages=frozenset(data["front_pages"]),
        languages=frozenset(data["languages"]),
        searches=tuple(data["searches"]),
        challenge_words=words("challenges", "titles"),
        challenge_texts=words("challenges", "texts"),
        challenge_headers=tuple((name.strip(), part.strip()) for name, _, part in headers),
        challenge_resources=words("challenges", "resources"),
        login_hosts=words("logins", "hosts"),
        login_domains=words("logins", "domains"),
        login_paths=frozenset(words("logins", "paths")),
        login_titles=word_list(words("logins", "titles")),
        parking_hosts=words("parking", "hosts"),
        parking_resources=words("parking", "hosts") + words("parking", "scripts"),
        parking_paths=tuple(tuple(path.strip("/").split("/")) for path in words("parking", "script_paths")),
        parking_texts=words("parking", "texts"),
        proxy_refusals=tuple(str(word).lower() for word in data["proxy_refusals"]),
        gate_words=word_list(words("gates", "titles")),
        gate_paths=words("gates", "paths"),
        entrances=frozenset(data["entrances"]),
        usurpers=word_list(data["usurpers"]),
    )
