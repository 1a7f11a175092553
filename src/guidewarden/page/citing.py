"""Cited works on a page: the whole citation where works are listed, author and year where one is quoted."""

from collections.abc import Sequence

from guidewarden.bibliography import Part, of_source
from guidewarden.model import Name, SourceRecord
from guidewarden.page.text import one_line

__all__ = ["Part", "in_text", "of_source"]


def in_text(source: SourceRecord) -> str:
    """Cite a work in passing: ``Kramer 2009``; more than three names become one and "et al.".

    After the Chicago Manual of Style, 17th edition, 15.9 and 15.29, as the whole citation is.
    """
    year = (source.issued or "")[:4] or "n.d."
    return f"{_names(source.author or source.editor) or one_line(source.title)} {year}"


def _names(names: Sequence[Name]) -> str:
    written = [one_line(name.family or name.literal or name.given) for name in names]
    written = [name for name in written if name]
    if len(written) > 3:
        return f"{written[0]} et al."
    if len(written) < 3:
        return " and ".join(written)
    return f"{written[0]}, {written[1]}, and {written[2]}"
