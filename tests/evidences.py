"""Builders of evidence for tests of the judge, the store and the job."""

import datetime as dt
from collections.abc import Mapping

from guidewarden.model import (
    Attempt,
    ErrorKind,
    Evidence,
    Failure,
    HandleAnswer,
    Hop,
    HopVia,
    Kind,
    Page,
    PastVerdict,
    State,
    Target,
)

NIGHT = dt.datetime(2026, 11, 24, 3, 15, tzinfo=dt.UTC)


def night(ago: int) -> dt.datetime:
    """The time of the run so many nights before `NIGHT`."""
    return NIGHT - dt.timedelta(days=ago)


def link(url: str = "https://library.example/guide/source") -> Target:
    """A link target."""
    return Target(f"link:{url}", Kind.LINK, url, url.split("/")[2])


def doi(name: str | None = "10.1234/abc") -> Target:
    """A DOI target; None is a DOI that could not be read."""
    return Target(f"doi:{name}", Kind.DOI, f"https://doi.org/{name}", "doi.org", name)


def page(title: str = "The source", text_length: int = 5_000, **facts: object) -> Page:
    """A page of substance, unless told otherwise."""
    values: dict[str, object] = {"media_type": "text/html", "bytes_read": 9_000, "headings": (title,)}
    return Page(title=title, text_length=text_length, **(values | facts))  # type: ignore[arg-type]


def answered(
    *statuses: int,
    urls: tuple[str, ...] = (),
    body: Page | None = None,
    headers: Mapping[str, str] | None = None,
) -> Attempt:
    """An attempt that took one hop a status; the last hop has the headers and the page."""
    addresses = urls or ("https://library.example/guide/source",) * len(statuses)
    last = len(statuses) - 1
    hops = tuple(
        Hop(
            url,
            HopVia.REDIRECT if index else HopVia.START,
            status,
            dict(headers or {}) if index == last else {},
        )
        for index, (url, status) in enumerate(zip(addresses, statuses, strict=True))
    )
    return Attempt(NIGHT, hops, body if body is not None or statuses[-1] != 200 else page())


def failed(kind: ErrorKind, message: str = "") -> Attempt:
    """An attempt that got no answer."""
    return Attempt(NIGHT, (Hop("https://library.example/guide/source"),), None, Failure(kind, message))


def evidence(*attempts: Attempt, sibling: Attempt | None = None, target: Target | None = None) -> Evidence:
    """Evidence for a link."""
    return Evidence((target or link()).key, NIGHT, attempts, sibling)


def handle(status: int | None, code: int | None, **facts: str) -> Evidence:
    """Evidence for a DOI."""
    return Evidence(doi().key, NIGHT, (answered(status or 500),), None, HandleAnswer(status, code, **facts))


def past(*states: State, reason: str = "timeout") -> tuple[PastVerdict, ...]:
    """Earlier verdicts, newest first, one a night."""
    return tuple(PastVerdict(night(ago), state, reason) for ago, state in enumerate(states, 1))
