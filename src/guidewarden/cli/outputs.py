"""The arguments that say in which formats ``lint`` and ``check`` tell what they found, and where each goes."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Format = Literal["text", "json", "sarif", "github", "summary", "gitlab", "rdjson", "junit"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class Output:
    """A file that a format is written into; without a format, that of ``--format``."""

    path: Path
    format: Format | None = None

    @classmethod
    def of(cls, value: str) -> "Output":
        """Read ``FORMAT=FILE`` or ``FILE``."""
        name, mark, path = value.partition("=")
        for one in FORMATS:
            if mark and path and name == one:
                return cls(Path(path), one)
        return cls(Path(value))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``--format`` and ``--output``."""
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="what stdout carries (default: text); summary is Markdown, github are workflow commands",
    )
    parser.add_argument(
        "--output",
        metavar="[FORMAT=]FILE",
        type=Output.of,
        action="append",
        default=[],
        help="write into a file instead of stdout; with FORMAT=, that format, beside stdout; may be repeated",
    )
