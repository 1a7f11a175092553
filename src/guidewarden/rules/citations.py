"""Words and fixes shared by the rules on citations: the registry's name, a field's place, its value put right."""

from guidewarden.model import Cited, Fix, GuideDocument, SourceRecord
from guidewarden.model.citing import Difference, DifferenceKind
from guidewarden.rules.routes import source_route

FIELD_NAMES = {
    "title": "title", "subtitle": "subtitle", "author": "author", "editor": "editor", "container-title": "journal or book", "publisher": "publisher",
    "volume": "volume", "issue": "issue", "page": "pages", "issued": "date", "ISSN": "ISSN", "ISBN": "ISBN",
    "language": "language", "DOI": "DOI", "URL": "address", "type": "type",
}  # fmt: skip
"""What readers call the fields of a citation (CSL-JSON names)."""


def registry_of(cited: Cited) -> str:
    """Name the registry that holds the record."""
    return (cited.work.agency if cited.work else "") or "the registry"


def field_route(cited: Cited, field: str) -> str:
    """Give the route of a field of the source."""
    return f"{source_route(cited.key)}.{field}"


def field_fix(document: GuideDocument | None, cited: Cited, difference: Difference) -> Fix | None:
    """Make the fix that corrects or fills one field; None when there is no better value, or no place for it.

    Never called safe: the registry may be the one that is wrong, so a person decides.
    """
    if document is None or not difference.suggestion:
        return None
    text = f"{difference.field}: {difference.suggestion}"
    if difference.kind is DifferenceKind.MISSING:
        return insert_field(document, cited.key, text)
    route = field_route(cited, difference.field)
    start, end = document.ranges.get(route, (0, 0))
    written = document.source.text[start:end]
    if not written or "\n" in written.strip():
        return None  # A value over several lines is left for a person to retype.
    return Fix(start, end, difference.suggestion, False, f"Write {text}")


def insert_field(document: GuideDocument, key: str, text: str) -> Fix | None:
    """Make the fix that adds a line (``volume: "40"``) to a source, after its title."""
    title = document.scalars.get(f"{source_route(key)}.title")
    if title is None or title.key is None:
        return None
    source = document.source.text
    begin, _ = document.ranges.get(source_route(key), (0, 0))
    if source[begin : begin + 1] == "{":
        return Fix(title.end, title.end, f", {text}", False, f"Add {text}")
    line = source.rfind("\n", 0, title.key[0]) + 1
    indent = source[line : title.key[0]]
    end = source.find("\n", title.end)
    if indent.strip() or end < 0 or source[title.end : end].strip():
        return None  # Something else stands on the line: a comment, or the key of a list's item.
    return Fix(title.end, title.end, f"\n{indent}{text}", False, f"Add {text}")


def in_words(difference: Difference) -> str:
    """Say how a field differs, both values shown."""
    name = FIELD_NAMES.get(difference.field, difference.field)
    if difference.kind is DifferenceKind.MISSING:
        return f"the {name} is missing; the registry has “{difference.theirs}”"
    return f"the {name} is “{difference.ours}” here and “{difference.theirs}” there"


def is_worth_filling(source: SourceRecord, field: str) -> bool:
    """Whether readers miss a field where it is left out: what leads them to the page of an article."""
    wanted = {"author", "issued", "container-title"}
    if source.type.startswith("article"):
        wanted |= {"volume", "issue", "page"}
    return field in wanted
