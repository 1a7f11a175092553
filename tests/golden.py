"""One rich, finished run for every reporter's tests: all states, several guides, hostile text."""

import datetime as dt

from msgspec.structs import replace

from guidewarden.model import (
    REASONS,
    Acceptance,
    AcceptedBy,
    Attempt,
    Certificate,
    ErrorKind,
    Evidence,
    Failure,
    Finding,
    Fix,
    GuideSummary,
    HandleAnswer,
    Hop,
    HopVia,
    Kind,
    Occurrence,
    Page,
    PastVerdict,
    Problem,
    Result,
    Run,
    RunState,
    RunView,
    Severity,
    SourceText,
    Span,
    State,
    Target,
    Verdict,
    fingerprint,
)
from hostile import HOSTILE, HOSTILE_URLS

NOW = dt.datetime(2026, 11, 24, 3, 15, tzinfo=dt.UTC)
BEFORE = NOW - dt.timedelta(days=1)

GUIDES = (
    GuideSummary(
        "nato-russia", "NATO–Russia relations", "guides/nato-russia.yaml", "Ada Okafor", "ada@library.example",
        "https://guides.library.example/nato-russia", occurrences=12,
    ),
    GuideSummary(
        "open-data", "Open research data", "guides/open-data.yaml", "Jürgen Weiß", "juergen@library.example",
        occurrences=9,
    ),
    GuideSummary(
        "hostile", "Guide <b onmouseover=alert(1)>of</b> tricks", "guides/hostile.yaml",
        "O'Brien <script>alert(1)</script>", "evil?subject=x&body=<script>@example.org", "javascript:alert(1)",
        occurrences=len(HOSTILE) + len(HOSTILE_URLS),
    ),
)  # fmt: skip


def span(path: str, line: int, column: int = 12) -> Span:
    """A span of ten characters at a made-up place."""
    start = line * 40 + column
    return Span(path, line, column, line, column + 10, start, start + 10)


def place(
    guide: int, line: int, label: str, url: str, *, key: str = "", section: str = "Start here"
) -> Occurrence:
    """One place in a golden guide; the line makes its route."""
    summary = GUIDES[guide]
    route = f"sections[{line // 20}].blocks[0].links[{line}].url"
    return Occurrence(key, summary.id, route, label, span(summary.path, line), url, section)


def link(url: str, *occurrences: Occurrence) -> tuple[Target, tuple[Occurrence, ...]]:
    """A link target and its places, which get its key."""
    host = url.split("/")[2] if "://" in url else ""
    target = Target(f"link:{url}", Kind.LINK, url, host)
    return target, tuple(replace(one, target_key=target.key) for one in occurrences)


def evidence(target: Target, *attempts: Attempt, handle: HandleAnswer | None = None) -> Evidence:
    """Evidence gathered at the start of the golden run."""
    return Evidence(target.key, NOW, attempts, handle=handle)


def answered(url: str, status: int, *hops: Hop, **headers: str) -> Attempt:
    """An attempt that ended in an answer, after the given hops."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    via = HopVia.REDIRECT if hops else HopVia.START
    last = Hop(url, via, status, {"content-type": "text/html", **named}, 84)
    page = Page("text/html", 5120, title=f"Page of {url[:40]}", headings=("Welcome",), text_length=1834)
    return Attempt(NOW, (*hops, last), page, elapsed_ms=120 * (len(hops) + 1))


def failed(url: str, kind: ErrorKind, message: str = "") -> Attempt:
    """An attempt that got no answer."""
    return Attempt(NOW, (Hop(url),), failure=Failure(kind, message), elapsed_ms=10_000)


def past(*states: State, reason: str = "not-found") -> tuple[PastVerdict, ...]:
    """Earlier verdicts, newest first, one a night."""
    fine = {State.OK: "reachable"}
    return tuple(
        PastVerdict(NOW - dt.timedelta(days=number + 1), state, fine.get(state, reason))
        for number, state in enumerate(states)
    )


def verdict(state: State, reason: str, days: int = 0, streak: int = 1, **more: str) -> Verdict:
    """A verdict whose state began so many days ago."""
    return Verdict(
        state, reason, NOW - dt.timedelta(days=days), streak, more.get("replacement"), more.get("detail", "")
    )


def verdict_finding(
    code: str, name: str, severity: Severity, result: Result, advice: str
) -> tuple[Finding, ...]:
    """A finding of phase ``verdict`` for each place of a result."""
    return tuple(
        Finding(
            code, name, severity, _message(one, result), advice, one,
            fingerprint(code, one.guide, result.target.key, one.route), phase="verdict",
        )
        for one in result.occurrences
    )  # fmt: skip


def _message(occurrence: Occurrence, result: Result) -> str:
    state = {State.BROKEN: "leads nowhere", State.MOVED: "has moved"}.get(result.verdict.state)
    if state is None:
        return "The page has no place called “holdings”."
    return f"“{occurrence.label}” {state}. {REASONS[result.verdict.reason].words}"


def static_finding(
    code: str, name: str, severity: Severity, message: str, where: Occurrence, fix: Fix | None = None
) -> Finding:
    """A finding from the text alone."""
    advice = f"See what {name.replace('-', ' ')} asks for, and change the text."
    mark = fingerprint(code, where.guide, where.target_key, where.route)
    return Finding(code, name, severity, message, advice, where, mark, fix)


def _new_and_still_broken() -> list[Result]:
    gone = "https://www.nato.int/cps/en/natohq/topics_50090.htm"
    target, places = link(
        gone,
        place(0, 12, "Relations with Russia", gone, section="NATO pages"),
        place(1, 31, "NATO's own account of its relations", gone, section="Further reading"),
        place(0, 48, "Relations with Russia", gone, section="About the controversy"),
    )
    first = Result(
        target, places, verdict(State.BROKEN, "not-found", detail="status 404"),
        evidence(target, answered(gone, 404, server="nginx"), answered(gone, 404, server="nginx")),
        past(State.OK, State.OK, State.OK),
    )  # fmt: skip
    parked = "http://phpisn.example/collections"
    target, places = link(parked, place(0, 14, "Parallel History Project", parked, section="Archives"))
    second = Result(
        target, places, verdict(State.BROKEN, "parked", 3, 4),
        evidence(target, answered("https://buy.example/phpisn", 200, Hop(parked, status=302, headers={"location": "https://buy.example/phpisn"}))),
        past(State.BROKEN, State.BROKEN, State.BROKEN, State.OK, reason="parked"),
    )  # fmt: skip
    doi = Target(
        "doi:10.1162/isec_a_00999",
        Kind.DOI,
        "https://doi.org/api/handles/10.1162/isec_a_00999",
        "doi.org",
        "10.1162/isec_a_00999",
    )
    where = replace(
        place(0, 60, "Deal or No Deal?", "10.1162/ISEC_a_00999", section="Cited works"), target_key=doi.key
    )
    third = Result(
        doi, (where,), verdict(State.BROKEN, "doi-not-registered"),
        evidence(doi, answered(doi.url, 404), handle=HandleAnswer(404, 100, message="Handle not found")),
    )  # fmt: skip
    dead = "https://dead.example/"
    target, places = link(dead, place(1, 44, "", dead, section="Repositories"))
    fourth = Result(
        target, places, verdict(State.BROKEN, "timeout", 12, 12),
        evidence(target, failed(dead, ErrorKind.CONNECT_TIMEOUT, "no connection within 10 s"), failed(dead, ErrorKind.CONNECT_TIMEOUT)),
        past(*[State.BROKEN] * 9, *[State.FAILING] * 3, State.UNVERIFIABLE, State.OK, State.OK, reason="timeout"),
    )  # fmt: skip
    return [first, second, third, fourth]


def _in_between() -> list[Result]:
    back = "https://nsarchive.gwu.edu/briefing-book"
    target, places = link(back, place(0, 16, "National Security Archive", back, section="Archives"))
    fixed = Result(
        target, places, verdict(State.OK, "reachable"), evidence(target, answered(back, 200)),
        past(State.BROKEN, State.BROKEN, State.OK),
    )  # fmt: skip
    slow = "https://www.gorby.ru/en/"
    target, places = link(slow, place(0, 18, "Gorbachev Foundation", slow, section="Archives"))
    watching = Result(
        target, places, verdict(State.FAILING, "server-error", 2, 2, detail="status 503"),
        evidence(target, answered(slow, 503, retry_after="120")),
        past(State.FAILING, State.OK, reason="server-error"),
    )  # fmt: skip
    old, new = "https://data.example/old", "https://data.example/new"
    target, places = link(
        old, place(1, 12, "Data catalogue", old, section="Repositories"), place(1, 52, "the catalogue", old)
    )
    hop = Hop(old, status=301, headers={"location": "/new"})
    moved = Result(
        target, places, verdict(State.MOVED, "permanent-redirect", 5, 5, replacement=new),
        evidence(target, answered(new, 200, hop)), past(State.MOVED, State.MOVED, State.MOVED, reason="permanent-redirect"),
    )  # fmt: skip
    shut = "https://www.jstor.org/stable/24480557"
    target, places = link(shut, place(0, 20, "The Myth of a No-NATO-Enlargement Pledge", shut))
    blocked = Result(
        target, places, verdict(State.BLOCKED, "bot-challenge", 9, 9),
        evidence(target, answered(shut, 403, cf_mitigated="challenge")),
    )  # fmt: skip
    odd = "ftp://ftp.example.org/list.txt"
    target, places = link(odd, place(1, 14, "File list", odd, section="Repositories"))
    unknown = Result(target, places, verdict(State.UNVERIFIABLE, "not-a-web-link"))
    return [fixed, watching, moved, blocked, unknown]


def _counted() -> list[Result]:
    results = []
    for number in range(6):
        url = f"https://archive{number}.example/holdings?year=199{number}"
        target, places = link(
            url, place(number % 2, 70 + number, f"Archive {number}", url, section="Archives")
        )
        issued = Certificate(f"archive{number}.example", "Example CA", NOW + dt.timedelta(days=80))
        attempt = replace(answered(url, 200), certificate=issued)
        results.append(
            Result(target, places, verdict(State.OK, "reachable", 30, 30), evidence(target, attempt))
        )
    login = "https://proxy.library.example/login?url=https://www.tandfonline.com/"
    target, places = link(login, place(1, 80, "Licensed journals", login))
    results.append(
        Result(
            target,
            places,
            verdict(State.RESTRICTED, "login-required", 30, 30),
            evidence(target, answered(login, 200)),
        )
    )
    ignored = "https://intranet.example/"
    target, places = link(ignored, place(1, 82, "Staff pages", ignored))
    detail = "Staff only, until 1 January 2027."
    results.append(Result(target, places, verdict(State.SKIPPED, "ignored", detail=detail)))
    return results


def _hostile() -> list[Result]:
    results = []
    for number, url in enumerate(HOSTILE_URLS):
        text = HOSTILE[number]
        target, places = link(url, place(2, 12 + number, text, url, section=text))
        attempt = replace(
            answered(url, 404, Hop(url, status=301, headers={"location": text}), server=text),
            page=Page("text/html", 10, title=text, headings=(text,)),
            failure=Failure(ErrorKind.PROTOCOL, text),
            certificate=Certificate(text, text, NOW),
        )
        found = verdict(State.BROKEN, "url-invalid", detail=text, replacement=url)
        results.append(
            Result(
                target,
                places,
                found,
                evidence(target, attempt, handle=HandleAnswer(None, None, url, text, text)),
            )
        )
    for number, text in enumerate(HOSTILE):
        url = f"https://example.org/{number}/{text}"
        target, places = link(url, place(2, 40 + number, text, url, section=text))
        results.append(Result(target, places, verdict(State.OK, "reachable", detail=text)))
    return results


def _verdict_findings(results: list[Result]) -> list[Finding]:
    findings: list[Finding] = []
    for result in results:
        if result.verdict.state is State.BROKEN:
            code, name = ("DOI001", "dead-doi") if result.target.kind is Kind.DOI else ("LNK001", "dead-link")
            findings += verdict_finding(
                code, name, Severity.ERROR, result, "Find the page's new address, or remove the link."
            )
        if result.verdict.state is State.MOVED:
            findings += verdict_finding(
                "LNK002", "moved-link", Severity.WARNING, result, "Replace the address by the new one."
            )
    fine = next(result for result in results if result.verdict.state is State.OK and not result.past)
    findings += verdict_finding(
        "LNK005", "missing-fragment", Severity.WARNING, fine, "Link to a heading that is there."
    )
    return findings


def _static_findings() -> list[Finding]:
    fix = Fix(10, 40, "", True, "remove the conditional comment")
    vague = [place(1, line, "click here", "", section="Repositories") for line in (15, 22, 37)]
    findings = [
        static_finding("CIT002", "citation-without-doi", Severity.WARNING, "This article has no DOI, though one is registered.", place(0, 62, "The Myth of a No-NATO-Enlargement Pledge", "")),
        static_finding("DOI004", "doi-as-publisher-url", Severity.INFO, "This DOI is written as a publisher's address.", place(1, 64, "Data citation principles", "https://publisher.example/10.1000/182")),
        static_finding("IE001", "conditional-comment", Severity.ERROR, "A conditional comment for Internet Explorer stands in the text.", place(0, 5, "", "", section=""), fix),
        *[static_finding("A11Y004", "vague-link-text", Severity.WARNING, "“click here” does not say where the link leads.", one) for one in vague],
        static_finding("A11Y001", "image-without-alt", Severity.ERROR, "This image has no text alternative.", place(1, 28, "", "logo.png")),
        static_finding("GDE003", "review-overdue", Severity.INFO, "Nobody has reviewed this guide for 14 months.", place(1, 3, "", "", section="")),
        static_finding("LNK010", "plain-http", Severity.INFO, "This link starts with http:// where https:// is served.", link("http://data.example/", place(1, 19, "Data portal", "http://data.example/"))[1][0]),
    ]  # fmt: skip
    for number, text in enumerate(HOSTILE):
        where = place(2, 70 + number, text, text, section=text)
        findings.append(static_finding("GDE009", "hostile-text", Severity.WARNING, f"Message {text}", where))
    return findings


def golden_view() -> RunView:
    """The golden run: the second of two nights, complete."""
    results = [*_new_and_still_broken(), *_in_between(), *_counted(), *_hostile()]
    static = _static_findings()
    findings = [*static, *_verdict_findings(results)]
    gone = static_finding(
        "A11Y002",
        "heading-skipped",
        Severity.WARNING,
        "A heading level was skipped.",
        place(0, 25, "Archives", ""),
    )
    known = {finding.fingerprint: NOW - dt.timedelta(days=12) for finding in static[2:]}
    trend = tuple(
        (NOW - dt.timedelta(days=days), {State.OK: 24 - days, State.BROKEN: 11 + days, State.FAILING: 1})
        for days in range(5, -1, -1)
    )
    return RunView(
        run=Run("2026-11-24", NOW, NOW + dt.timedelta(minutes=4), RunState.COMPLETE),
        guides=GUIDES,
        results=tuple(results),
        findings=tuple(findings),
        previous=Run("2026-11-23", BEFORE, BEFORE + dt.timedelta(minutes=4), RunState.COMPLETE),
        known=known,
        gone=(gone,),
        problems=(
            Problem(
                "guides/half-read.yaml", 7, 3, "unknown key <script>alert(1)</script>; did you mean title?"
            ),
        ),
        trend=trend,
    )


def friendly_view() -> RunView:
    """The golden run without its hostile guide: what a library's report looks like on a usual day."""
    view = golden_view()
    return replace(
        view,
        guides=GUIDES[:2],
        results=tuple(result for result in view.results if result.occurrences[0].guide != "hostile"),
        findings=tuple(finding for finding in view.findings if finding.occurrence.guide != "hostile"),
        problems=(),
    )


def offline_view() -> RunView:
    """The friendly run on a machine without internet."""
    view = friendly_view()
    results = tuple(
        replace(result, verdict=verdict(State.UNVERIFIABLE, "offline"), evidence=None)
        for result in view.results
    )
    return replace(
        view,
        run=replace(view.run, state=RunState.OFFLINE),
        results=results,
        findings=tuple(finding for finding in view.findings if finding.phase == "static"),
    )


def first_view() -> RunView:
    """The friendly run as the first there ever was."""
    view = friendly_view()
    results = tuple(replace(result, past=()) for result in view.results)
    return replace(view, results=results, previous=None, known=None, gone=(), trend=())


def gate_view() -> RunView:
    """The golden run as a gate sees it: texts at hand, one finding known by the baseline, one ignored by a comment."""
    view = golden_view()
    known, ignored = (
        next(one for one in view.findings if one.code == code) for code in ("DOI004", "A11Y001")
    )
    line = (
        "      - url: Ω 図書館 \t \U0001f409 “https://example.org/” | <b>`_*  and more text that goes on"
        + " for long" * 20
    )
    texts = {
        path: SourceText(path, f"{line}\n" * 120)
        for path in {finding.occurrence.span.path for finding in view.findings}
    }
    return replace(
        view,
        findings=tuple(one for one in view.findings if one.fingerprint != ignored.fingerprint),
        ignored=(ignored,),
        accepted={
            known.fingerprint: Acceptance(AcceptedBy.BASELINE, HOSTILE[13], "ada", NOW.date()),
            ignored.fingerprint: Acceptance(AcceptedBy.INLINE, HOSTILE[0]),
        },
        sources=texts,
    )
