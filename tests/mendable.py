"""Runs with the text of a guide at hand, so that its moved links can be mended with one line."""

from msgspec.structs import replace

from golden import GUIDES, friendly_view, link, place, static_finding, verdict
from guidewarden.model import Finding, Fix, Result, RunView, Severity, SourceText, State

LINE = "          - {url: https://data.example/old, label: Data catalogue}"


def mendable_view() -> RunView:
    """The friendly run with the text of a guide, so that its moved link can be mended."""
    view = friendly_view()
    text = "\n" * 11 + LINE + "\n"
    start = text.index("https://")
    fix = Fix(start, start + len("https://data.example/old"), "https://data.example/new", True, "")
    findings = tuple(
        _with(one, fix) if one.code == "LNK002" and one.occurrence.span.line == 12 else one
        for one in view.findings
    )
    path = GUIDES[1].path
    return replace(view, findings=findings, sources={path: SourceText(path, text)})


def _with(finding: Finding, fix: Fix) -> Finding:
    return replace(finding, fix=fix)


def two_on_a_line() -> tuple[RunView, str]:
    """Two moved links that share a line, and that line with both mended."""
    line = "          - {text: 'https://one.example/old and https://two.example/old'}"
    text = "\n" * 11 + line + "\n"
    results, findings = [], []
    for host in ("one", "two"):
        old, new = f"https://{host}.example/old", f"https://{host}.example/new"
        start = text.index(old)
        target, places = link(old, place(1, 12, f"Catalogue {host}", old))
        moved = replace(verdict(State.MOVED, "permanent-redirect", 3, 3), replacement=new)
        results.append(Result(target, places, moved))
        fix = Fix(start, start + len(old), new, True, "")
        found = static_finding("LNK002", "moved", Severity.WARNING, "It has moved.", places[0], fix)
        findings.append(replace(found, phase="verdict"))
    path = GUIDES[1].path
    view = replace(
        friendly_view(),
        results=tuple(results),
        findings=tuple(findings),
        gone=(),
        sources={path: SourceText(path, text)},
    )
    return view, line.replace("/old", "/new")
