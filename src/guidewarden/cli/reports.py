"""Where a finished run goes: files for readers and programs, and lines on the terminal."""

import sys
from pathlib import Path

from guidewarden.cli.files import write_atomically
from guidewarden.cli.terminal import say
from guidewarden.model import RunState, RunView
from guidewarden.report import results_json, text


def write_reports(view: RunView, directory: Path) -> Path:
    """Write report.html, results.json and findings.csv; give the path of the first."""
    # Commands without files start 50 ms sooner without the templates.
    from guidewarden.report import findings_csv, html  # noqa: PLC0415

    write_atomically(directory / "results.json", results_json.render(view))
    write_atomically(directory / "findings.csv", findings_csv.render(view))
    report = directory / "report.html"
    write_atomically(report, html.render(view))
    return report


def tell(view: RunView, report: Path | None) -> None:
    """Print the findings on standard output, and on standard error how the run ended and where its report is."""
    sys.stdout.write(text.render(view, colour=sys.stdout.isatty()))
    sys.stdout.flush()
    words = {
        RunState.OFFLINE: "Offline: this machine has no internet, so links and DOIs could not be checked. "
        "Nothing is called broken for that; what the text alone shows is listed.",
        RunState.INTERRUPTED: "Interrupted: the report is partial. Start again to check only what is missing.",
    }.get(view.run.state)
    if words:
        say(words)
    if report is not None:
        say(f"Report: {report} (open it in a browser)")
