"""Signatures of error pages, robot challenges, logins and parked domains, read from ``signatures.yaml``."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from guidewarden.model import Attempt, Hop, Page

SHORT_PAGE = 1_500
"""Visible characters below which a page has "little else on it": error pages seen in the field stay under this."""

_NON_WORDS = re.compile(r"[\s|:·•–—\-«»]+")


@dataclass(frozen=True, slots=True)
class Signatures:
    """All signatures, in lower case."""

    not_found_titles: tuple[str, ...]
    error_path_segments: frozenset[str]
    challenge_titles: tuple[str, ...]
    challenge_texts: tuple[str, ...]
    challenge_headers: tuple[tuple[str, str], ...]
    challenge_resources: tuple[str, ...]
    login_hosts: tuple[str, ...]
    login_paths: frozenset[str]
    login_titles: tuple[str, ...]
    parking_hosts: tuple[str, ...]
    parking_texts: tuple[str, ...]

    def says_not_found(self, page: Page) -> bool:
        """Tell whether the title or a main heading is a "not found" phrase, or begins or ends with one.

        "Page not found | Library" counts; "Designing a page not found in any manual" does not.
        """
        return any(_is_phrase(text, self.not_found_titles) for text in (page.title, *page.headings[:3]))

    def challenge(self, hop: Hop, page: Page | None) -> bool:
        """Tell whether an answer is a challenge that robots get instead of the page."""
        headers = hop.headers
        if any(name in headers and part in headers[name].lower() for name, part in self.challenge_headers):
            return True
        if page is None:
            return False
        title, text = page.title.lower(), page.text_start.lower()
        if page.text_length < SHORT_PAGE and any(
            _is_phrase(title, (known,)) for known in self.challenge_titles
        ):
            return True
        if page.text_length >= SHORT_PAGE:
            return False
        return any(known in text for known in self.challenge_texts) or any(
            known in resource.lower() for resource in page.resources for known in self.challenge_resources
        )

    def login(self, host: str, segments: list[str], page: Page | None) -> bool:
        """Tell whether a redirect that ended at this host and path ended at a login page."""
        if host.startswith(self.login_hosts) or self.login_paths.intersection(segments):
            return True
        return page is not None and page.password_fields > 0 and _is_phrase(page.title, self.login_titles)

    def parked(self, host: str, attempt: Attempt) -> bool:
        """Tell whether a page is a parking page: a known host served it, or a short page says so."""
        page = attempt.page
        if _on_host(host, self.parking_hosts):
            return True
        if page is None or page.text_length >= SHORT_PAGE:
            return False
        text = f"{page.title} {page.text_start}".lower()
        return any(known in text for known in self.parking_texts) or any(
            known in resource.lower() for resource in page.resources for known in self.parking_hosts
        )


def _on_host(host: str, known: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith("." + name) for name in known)


def _is_phrase(text: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether a text is a phrase, or a phrase with a site's name set off before or after it."""
    folded = text.lower().strip(" .!¡?¿…")
    parts = {part.strip(" .!¡?¿…") for part in re.split(r"\s[|:·•–—»«-]+\s|\s*[|»«•]\s*|:\s|\s-\s", folded)}
    parts.add(folded)
    bare = {_NON_WORDS.sub(" ", part).strip() for part in parts}
    known = {phrase.strip(" .!¡?¿…") for phrase in phrases}
    return any(
        part in known
        or any(
            part.removeprefix(lead) in known
            for lead in ("the ", "404 ", "error ", "sorry, ", "sorry ", "oops! ")
        )
        for part in parts | bare
    )


@cache
def load_signatures() -> Signatures:
    """Read the shipped signatures."""
    data = yaml.safe_load((files("guidewarden.judge") / "signatures.yaml").read_text("utf-8"))

    def words(group: str, key: str) -> tuple[str, ...]:
        return tuple(str(word).lower() for word in data[group][key])

    headers = tuple(
        (name.strip(), part.strip())
        for name, _, part in (entry.partition(":") for entry in words("challenges", "headers"))
    )
    return Signatures(
        not_found_titles=tuple(
            str(w).lower() for phrases in data["not_found_titles"].values() for w in phrases
        ),
        error_path_segments=frozenset(str(word).lower() for word in data["error_path_segments"]),
        challenge_titles=words("challenges", "titles"),
        challenge_texts=words("challenges", "texts"),
        challenge_headers=headers,
        challenge_resources=words("challenges", "resources"),
        login_hosts=words("logins", "hosts"),
        login_paths=frozenset(words("logins", "paths")),
        login_titles=words("logins", "titles"),
        parking_hosts=words("parking", "hosts"),
        parking_texts=words("parking", "texts"),
    )
