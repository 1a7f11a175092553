"""The arguments that say in which formats ``lint`` and ``check`` tell what they found, and where each goes."""

import argparse
import re
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

Format = Literal["text", "json", "sarif", "github", "summary", "gitlab", "rdjson", "junit"]
FORMATS: tuple[Format, ...] = get_args(Format)
_NAME = re.compile(r"[A-Za-z]+")


class Output(Struct, frozen=True):
    """A file that a format is written into; without a format, that of ``--format``."""

    path: Path
    format: Format | None = None

    @classmethod
    def of(cls, value: str) -> "Output":
        """Read ``FORMAT=FILE`` or ``FILE``. Raises `argparse.ArgumentTypeError` for a format that there is not."""
        name, mark, path = value.partition("=")
        if not mark or not _NAME.fullmatch(name):
            return cls(Path(value))
        for one in FORMATS:
            if path and name == one:
                return cls(Path(path), one)
        if name in FORMATS:
            raise argparse.ArgumentTypeError(f"{value!r} names no file")
        import difflib  # noqa: PLC0415 - only a mistake needs it

        near = difflib.get_close_matches(name.lower(), FORMATS, 1, 0.6)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(FORMATS)}"
        raise argparse.ArgumentTypeError(
            f"no format is called {name!r}; {hint} (a file of this name is written as ./{value})"
        )


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
