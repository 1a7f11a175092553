"""One module a command. Each is imported only when it is asked for, so that start-up stays quick."""

import argparse
from importlib import import_module
from typing import Any, Protocol, cast

from guidewarden.cli import outputs
from guidewarden.cli.entry import loaded
from guidewarden.cli.exits import FAIL_ON
from guidewarden.cli.logs import FORMATS

_EXPECTED = ("StoreError", "StoreBusyError")


class Command(Protocol):
    """What a command's module offers."""

    def run(self, options: argparse.Namespace) -> int:
        """Do the work and give the exit code."""


def is_expected(error: Exception) -> bool:
    """Tell whether an error speaks for itself: the world's fault, with a message for its reader."""
    return any(kind.__name__ in _EXPECTED for kind in type(error).__mro__)


def add_all(subparsers: Any) -> None:
    """Declare every command with its arguments, help and examples."""
    _add_run(subparsers)
    _add_schedule(subparsers)
    _add_lint(subparsers)
    _add_check(subparsers)
    _add_baseline(subparsers)
    _add_fix(subparsers)
    _add_build(subparsers)
    _add_history(subparsers)
    _add_report(subparsers)
    _add_store(subparsers)
    _add_rules(subparsers)
    _add_schema(subparsers)
    _add_demo(subparsers)


def _command(subparsers: Any, name: str, text: str, examples: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )

    def start(options: argparse.Namespace) -> int:
        module = import_module(f"guidewarden.cli.commands.{name}")
        loaded()
        return cast("Command", module).run(options)

    parser.set_defaults(command=start)
    return parser


def _guides(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=["guides"], help="guides or folders (default: guides)"
    )


def _configured(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config", metavar="FILE", help="settings (default: guidewarden.yaml here, if there is one)"
    )


def _verbose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-v", "--verbose", action="store_true", help="say more, and show tracebacks")


def _common(parser: argparse.ArgumentParser) -> None:
    _configured(parser)
    parser.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        default="error",
        help="least severity of a finding that gives exit code 1 (default: error)",
    )
    _logged(parser)


def _logged(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    parser.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="say more: the evidence behind each verdict, and tracebacks",
    )
    parser.add_argument(
        "--log-format",
        choices=FORMATS,
        default=default,
        help="tell every decision on standard error, as lines with their time or as JSON lines"
        + (f" (default: {default})" if default else ""),
    )


def _add_run(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "run",
        "check everything and write the report",
        "  guidewarden run\n  guidewarden run guides/nato-russia-relations.yaml --report-dir /srv/www/guides\n",
    )
    _guides(parser)
    _common(parser)
    _known(parser)
    parser.add_argument(
        "--report-dir", metavar="DIR", help="where reports go (default: report.directory, reports)"
    )
    parser.add_argument(
        "--store",
        metavar="URL",
        help="where evidence is kept (default: store, sqlite:///reports/guidewarden.db)",
    )
    parser.add_argument(
        "--notify",
        action="store_true",
        help="then tell whom the settings name under notify, as the service does",
    )


def _add_schedule(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "schedule",
        "run every night, at the time the settings say, until it is stopped",
        "  guidewarden schedule\n  guidewarden schedule --log-format json\n",
    )
    _guides(parser)
    _configured(parser)
    _logged(parser, "text")
    parser.set_defaults(report_dir=None, store=None)
    parser = _command(
        subparsers,
        "status",
        "tell when the nightly service ran last, how that went, and when it runs next",
        "  guidewarden status\n  guidewarden status --format json\n",
    )
    _configured(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="what stdout carries (default: text)"
    )


def _add_lint(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "lint",
        "read guides, or published pages, and say what the text alone shows; no network but for pages by address",
        "  guidewarden lint\n  guidewarden lint guides/my.yaml --fail-on warning\n  guidewarden lint --format json\n"
        "  guidewarden lint page.html\n  guidewarden lint https://guides.example.org/history\n",
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=["guides"],
        help="guides, folders, pages (.html), or addresses of pages (default: guides)",
    )  # fmt: skip
    _common(parser)
    _known(parser)
    outputs.add_arguments(parser)


def _add_check(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "check",
        "check links and DOIs over the network, of guides or of a list",
        "  guidewarden check\n  guidewarden check links.txt more.csv\n  guidewarden check page.html --format json\n"
        "  guidewarden check --changed-since origin/main --format github\n",
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=["guides"],
        help="guides, folders, or lists of links: .txt .csv .md .html (default: guides)",
    )  # fmt: skip
    _common(parser)
    _known(parser)
    outputs.add_arguments(parser)
    parser.add_argument(
        "--changed-since",
        metavar="REF",
        help="only links and DOIs added since the present commit left REF, such as origin/main",
    )
    parser.add_argument(
        "--store",
        metavar="URL",
        help="with --changed-since: the nightly run's store; what it found there within a day is not asked again "
        "(default: store, if it is there)",
    )


def _known(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="known findings, which do not count (default: baseline.yaml beside the settings, if it is there)",
    )


def _add_baseline(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "baseline",
        "keep the list of findings that are known, and do not count",
        "  guidewarden baseline show\n  guidewarden baseline update --reason 'From before we had rules'\n"
        "  guidewarden baseline update --results reports/results.json --until 2027-06-30\n",
    )
    parser.add_argument(
        "action",
        choices=("show", "update"),
        help="show: list the entries and what became of them; update: enter what is new, drop what is gone",
    )
    _guides(parser)
    _configured(parser)
    parser.add_argument(
        "--baseline", metavar="FILE", help="the list (default: baseline.yaml beside the settings)"
    )
    parser.add_argument(
        "--results",
        metavar="FILE",
        help="results.json of a run, to enter what it found of links and citations too",
    )
    parser.add_argument("--reason", metavar="TEXT", help="why new entries may stay")
    parser.add_argument("--owner", metavar="KEY", help="who decided it, a key of people.yaml")
    parser.add_argument("--until", metavar="DATE", help="the last day new entries may stay (YYYY-MM-DD)")
    _verbose(parser)


def _add_fix(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "fix",
        "put right in the guides what needs no person: moved addresses, DOI forms, tracking parameters, old markup",
        "  guidewarden fix --diff                 see what would change; nothing is written\n"
        "  guidewarden fix guides/my.yaml\n  guidewarden fix --interactive --unsafe\n"
        "  guidewarden fix --rule LNK003 --rule LNK011\n",
    )
    _guides(parser)
    _common(parser)
    parser.add_argument("--diff", action="store_true", help="print the changes as a diff; write nothing")
    parser.add_argument("--interactive", action="store_true", help="ask before every fix")
    parser.add_argument("--unsafe", action="store_true", help="take fixes, too, that a person should look at")
    parser.add_argument(
        "--rule", action="append", default=[], metavar="CODE", help="only fixes of this rule; may be repeated"
    )
    parser.add_argument(
        "--force", action="store_true", help="change files, too, that git says are not committed"
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--check", action="store_true", help="check the links now, over the network, first")
    source.add_argument("--results", metavar="FILE", help="results.json of the run whose results to use")
    source.add_argument(
        "--store", metavar="URL", help="where the last run's evidence is (default: store, as for run)"
    )


def _add_build(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "build",
        "make web pages of the published guides, and an index; no network",
        "  guidewarden build\n  guidewarden build --output /srv/www/guides\n"
        "  guidewarden build guides/my.yaml     one page; the index stays as it is\n"
        "  guidewarden build --results reports/results.json\n",
    )
    _guides(parser)
    _configured(parser)
    parser.add_argument("--output", metavar="DIR", help="where the pages go (default: build.directory, site)")
    parser.add_argument(
        "--results",
        metavar="FILE",
        help="results.json of the last run: what it found behind a login is marked as such",
    )
    _verbose(parser)


def _stored(parser: argparse.ArgumentParser) -> None:
    _configured(parser)
    parser.add_argument(
        "--store", metavar="URL", help="which store (default: store, sqlite:///reports/guidewarden.db)"
    )
    _verbose(parser)


def _add_history(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "history",
        "tell the life of a link or DOI, night by night; without one, list the stored runs",
        "  guidewarden history https://www.example.org/source\n  guidewarden history 10.1234/abcd --format json\n"
        "  guidewarden history\n",
    )
    parser.add_argument("link", nargs="?", metavar="URL|DOI", help="a link or DOI as a guide has it")
    _stored(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="what stdout carries (default: text)"
    )


def _add_report(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "report",
        "write the reports of a stored run again, from its evidence, by today's rules; no network",
        "  guidewarden report                 the last run\n  guidewarden report --run 1f3a --report-dir /tmp/then\n",
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=[], help="guides or folders (default: those of the run)"
    )
    _common(parser)
    _known(parser)
    parser.add_argument(
        "--run", metavar="ID", help="which run, by the beginning of its id (default: the last)"
    )
    parser.add_argument(
        "--report-dir", metavar="DIR", help="where reports go (default: report.directory, reports)"
    )
    parser.add_argument(
        "--store", metavar="URL", help="which store (default: store, sqlite:///reports/guidewarden.db)"
    )


def _add_store(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "store",
        "look after the store: export, import, check, prune",
        "  guidewarden store export nights.jsonl.gz\n"
        "  guidewarden store import nights.jsonl.gz --store postgresql+psycopg://db.example.org/guidewarden\n"
        "  guidewarden store check\n  guidewarden store prune\n",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True, dest="action")
    for name, text, file in (
        (
            "export",
            "write all that is kept as lines of JSON, compressed if FILE ends in .gz; - is standard output",
            True,
        ),
        ("import", "take in what an export holds and the store does not", True),
        ("check", "look the store through for damage", False),
        (
            "prune",
            "take out what is older than the settings' retention; runs do so too, piece by piece",
            False,
        ),
    ):
        action = actions.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        if file:
            action.add_argument("file", metavar="FILE", help="where the lines are")
        _stored(action)


def _add_rules(subparsers: Any) -> None:
    parser = _command(
        subparsers, "rules", "list the rules", "  guidewarden rules\n  guidewarden rules --format json\n"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="what stdout carries (default: text)"
    )
    parser = _command(
        subparsers,
        "explain",
        "explain a rule: what it finds, why it matters, how to mend it",
        "  guidewarden explain LNK001\n  guidewarden explain dead-link\n",
    )
    parser.add_argument("rule", metavar="CODE", help="a rule's code or name")


def _add_schema(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "schema",
        "print the JSON Schema for editors",
        "  guidewarden schema > guide.schema.json\n  guidewarden schema settings\n",
    )
    parser.add_argument(
        "of",
        nargs="?",
        choices=("guide", "people", "settings"),
        default="guide",
        help="whose schema (default: guide)",
    )


def _add_demo(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "demo",
        "see it work: two nights over the guides on a small practice web, without internet",
        "  guidewarden demo\n  guidewarden demo --into /tmp/demo --no-open\n",
    )
    _guides(parser)
    parser.add_argument("--into", metavar="DIR", help="where the report goes (default: reports/demo)")
    parser.add_argument("--no-open", action="store_true", help="do not open the report in a browser")
    _verbose(parser)
