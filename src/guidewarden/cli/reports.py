"""Where a finished run goes: files for readers and programs, and lines on the terminal."""

import datetime as dt
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from guidewarden.cli.files import write_atomically
from guidewarden.cli.terminal import say
from guidewarden.model import RunState, RunView
from guidewarden.model.settings import Report
from guidewarden.report import results_json, text

if TYPE_CHECKING:
    from guidewarden.report.catalogue import Words
    from guidewarden.report.html.kept import KeptRun
    from guidewarden.report.options import Beside, Options

RUNS, OWNERS = "runs", "owners"
"""Folders beside the report: of kept runs, and of owners' pages."""

_RUN_FILE = re.compile(r"\d{4}-\d{2}-\d{2}-\d{6}\.html")


def write_reports(view: RunView, directory: Path, settings: Report | None = None) -> Path:
    """Write a run's files into a folder; give the path of ``report.html``.

    Beside it stand ``summary.md``, ``results.json`` and ``findings.csv``; a page for each owner in ``owners/`` where there
    are several; the run's report once more in ``runs/``, which keeps the last 90; and ``index.html``, which lists them.
    Raises `InputError` when a place cannot be written.
    """
    # Commands without files start 50 ms sooner without the templates.
    from guidewarden.report import findings_csv, html, markdown  # noqa: PLC0415
    from guidewarden.report.catalogue import words  # noqa: PLC0415
    from guidewarden.report.options import Options  # noqa: PLC0415

    settings = settings or Report()
    plain = Options(words(settings.language), settings.edit_url or "")
    write_atomically(directory / "results.json", results_json.render(view))
    write_atomically(directory / "findings.csv", findings_csv.render(view, plain))
    write_atomically(directory / "summary.md", markdown.render(view, plain.words))
    owners = _write_owners(view, directory / OWNERS, plain)
    report = directory / "report.html"
    write_atomically(report, html.render(view, replace(plain, runs="index.html", owners=owners)))
    kept = f"{view.run.started.astimezone(dt.UTC):%Y-%m-%d-%H%M%S}.html"
    write_atomically(directory / RUNS / kept, html.render(view, replace(plain, runs="../index.html")))
    write_atomically(directory / "index.html", _runs(directory / RUNS, plain.words))
    return report


def _write_owners(view: RunView, folder: Path, options: "Options") -> "tuple[Beside, ...]":
    """Write the page of each owner where there are several, and take away those of earlier runs."""
    from guidewarden.report import html  # noqa: PLC0415
    from guidewarden.report.options import Beside  # noqa: PLC0415
    from guidewarden.report.owners import owner_views  # noqa: PLC0415

    owners = owner_views(view)
    owners = owners if len(owners) > 1 else ()
    for owner in owners:
        own = replace(options, owner=owner.name, whole="../report.html", runs="../index.html")
        write_atomically(folder / f"{owner.slug}.html", html.render(owner.view, own))
    names = {f"{owner.slug}.html" for owner in owners}
    for path in sorted(folder.glob("*.html")):
        if path.name not in names and _mark(path) is not None:
            path.unlink(missing_ok=True)
    return tuple(Beside(owner.name, f"{OWNERS}/{owner.slug}.html", owner.broken) for owner in owners)


def _runs(folder: Path, words: "Words") -> str:
    """List the runs kept in a folder, and take away those beyond the last 90."""
    from guidewarden.report.html.kept import KEPT, render_runs  # noqa: PLC0415

    files = sorted((path for path in folder.iterdir() if _RUN_FILE.fullmatch(path.name)), reverse=True)
    for path in files[KEPT:]:
        path.unlink(missing_ok=True)
    marks = (_mark(path) for path in files[:KEPT])
    return render_runs((run for run in marks if run), "report.html", words)


def _mark(path: Path) -> "KeptRun | None":
    from guidewarden.report.html.kept import READ, read_mark  # noqa: PLC0415

    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return read_mark(file.read(READ), f"{RUNS}/{path.name}")
    except OSError:
        return None


def tell(view: RunView, report: Path | None) -> None:
    """Print the findings on standard output, and on standard error how the run ended and where its report is."""
    sys.stdout.write(text.render(view, colour=sys.stdout.isatty()))
    sys.stdout.flush()
    say_how_it_ended(view)
    if report is not None:
        say(f"Report: {report} (open it in a browser)")


def say_how_it_ended(view: RunView) -> None:
    """Tell on standard error why a run did not see everything, where it did not."""
    words = {
        RunState.OFFLINE: "Offline: this machine has no internet, so links and DOIs that gave no answer could not be checked. "
        "None is called broken for that; what the text alone shows is listed.",
        RunState.INTERRUPTED: "Interrupted: the report is partial. Start again to check only what is missing.",
        RunState.INCONCLUSIVE: f"Inconclusive: {view.doubt} The trouble is probably on this side, so nothing is newly "
        "called broken.",
    }.get(view.run.state)
    if words:
        say(words)
