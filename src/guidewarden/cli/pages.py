"""Published pages on the command line: files of HTML, and web addresses."""

from pathlib import Path

from guidewarden.markup.charset import PAGE_LIMIT, decode_page
from guidewarden.model import InputError, Problem, SourceText
from guidewarden.yamltext.reading import printable_name

_SUFFIXES = (".html", ".htm", ".xhtml")
_SCHEMES = ("http://", "https://")


def is_address(path: str) -> bool:
    """Whether an argument is the address of a page."""
    return path.lower().startswith(_SCHEMES)


def is_page(path: str) -> bool:
    """Whether an argument is a page: an address, or a file of HTML."""
    return is_address(path) or path.lower().endswith(_SUFFIXES)


def read_page(path: str) -> SourceText:
    """Read a file of HTML, in whatever encoding it says it has. Raises InputError when it cannot be read."""
    shown = printable_name(path)
    try:
        with Path(path).open("rb") as file:
            data = file.read(PAGE_LIMIT + 1)
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError([Problem(shown, 0, 0, f"the file cannot be read: {why}")]) from error
    if len(data) > PAGE_LIMIT:
        raise InputError([Problem(shown, 0, 0, f"the file is larger than {PAGE_LIMIT // 2**20} MB")])
    return SourceText(shown, decode_page(data))
