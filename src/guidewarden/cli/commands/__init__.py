"""One module a command. Each is imported only when it is asked for, so that start-up stays quick."""

import argparse
from importlib import import_module
from typing import Any, Protocol, cast

from guidewarden.cli.exits import FAIL_ON

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
    _add_lint(subparsers)
    _add_check(subparsers)
    _add_build(subparsers)
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
        loaded = import_module(f"guidewarden.cli.commands.{name}")
        return cast("Command", loaded).run(options)

    parser.set_defaults(command=start)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config", metavar="FILE", help="settings (default: guidewarden.yaml here, if there is one)"
    )
    parser.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        default="error",
        help="least severity of a finding that gives exit code 1 (default: error)",
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="say more, and show tracebacks")


def _add_run(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "run",
        "check everything and write the report",
        "  guidewarden run\n  guidewarden run guides/nato-russia-relations.yaml --report-dir /srv/www/guides\n",
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=["guides"], help="guides or folders (default: guides)"
    )
    _common(parser)
    parser.add_argument(
        "--report-dir", metavar="DIR", help="where reports go (default: report.directory, reports)"
    )
    parser.add_argument(
        "--store",
        metavar="URL",
        help="where evidence is kept (default: store, sqlite:///reports/guidewarden.db)",
    )


def _add_lint(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "lint",
        "read the guides and say what the text alone shows; no network",
        "  guidewarden lint\n  guidewarden lint guides/my.yaml --fail-on warning\n  guidewarden lint --format json\n",
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=["guides"], help="guides or folders (default: guides)"
    )
    _common(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="what stdout carries (default: text)"
    )


def _add_check(subparsers: Any) -> None:
    parser = _command(
        subparsers,
        "check",
        "check links and DOIs over the network, of guides or of a list",
        "  guidewarden check\n  guidewarden check links.txt more.csv\n  guidewarden check page.html --format json\n",
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=["guides"],
        help="guides, folders, or lists of links: .txt .csv .md .html (default: guides)",
    )  # fmt: skip
    _common(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="what stdout carries (default: text)"
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
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=["guides"], help="guides or folders (default: guides)"
    )
    parser.add_argument(
        "--config", metavar="FILE", help="settings (default: guidewarden.yaml here, if there is one)"
    )
    parser.add_argument("--output", metavar="DIR", help="where the pages go (default: build.directory, site)")
    parser.add_argument(
        "--results",
        metavar="FILE",
        help="results.json of the last run: what it found behind a login is marked as such",
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="say more, and show tracebacks")


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
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=["guides"], help="guides or folders (default: guides)"
    )
    parser.add_argument("--into", metavar="DIR", help="where the report goes (default: reports/demo)")
    parser.add_argument("--no-open", action="store_true", help="do not open the report in a browser")
    parser.add_argument("-v", "--verbose", action="store_true", help="say more, and show tracebacks")
