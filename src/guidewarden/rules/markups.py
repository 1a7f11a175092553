"""One value of a guide that holds markup, as rules see it."""

from collections.abc import Callable, Iterable

from guidewarden.markup.embedded import ScriptOf, read_scripts
from guidewarden.markup.nodes import MarkupDocument
from guidewarden.rules.ie11_styles import Reached, reached_styles
from guidewarden.rules.prose import lowered

_PARAGRAPH = ("p",)


class Markup:
    """One value of a guide that holds markup: its route, its section's title, and the nodes read from it.

    It is read when a rule first asks for its nodes, and so are styles and scripts; each once for all rules.
    ``paragraph`` is its text where it is known to be one plain paragraph (see `is_plain`), as most annotations are.
    """

    __slots__ = ("_document", "paragraph", "route", "section")

    def __init__(
        self,
        route: str,
        section: str,
        document: MarkupDocument | Callable[[], MarkupDocument],
        paragraph: str | None = None,
    ) -> None:
        self.route, self.section, self.paragraph = route, section, paragraph
        self._document = document

    @property
    def document(self) -> MarkupDocument:
        """The nodes."""
        if not isinstance(self._document, MarkupDocument):
            self._document = self._document()
        return self._document

    @property
    def lowered(self) -> str:
        """The lines that readers see, in lower case (see `guidewarden.rules.prose.lowered`)."""
        if self.paragraph is not None:
            return " ".join(self.paragraph.split()).lower()
        return lowered(self.document)

    @property
    def names(self) -> Iterable[str]:
        """What its nodes are, in the words of `GuideContext.holding`."""
        if self.paragraph is not None:
            return _PARAGRAPH
        document = self.document
        attributes = [f"@{name}" for name in document.attribute_names()]
        return (*document.names(), *attributes, *(("<!--",) if document.comments else ()))

    @property
    def scripts(self) -> tuple[ScriptOf, ...]:
        """All inline scripts and event handlers in JavaScript, in source order."""
        return self.document.once(read_scripts)

    @property
    def styles_in_ie11(self) -> tuple[Reached, ...]:
        """All styles, in source order, and what of each Internet Explorer 11 applies."""
        return self.document.once(reached_styles)

    @property
    def is_furniture(self) -> bool:
        """Whether this is what the platform puts around the guide, not the author's text."""
        return self.route == "furniture"

    @property
    def is_quotation(self) -> bool:
        """Whether these are somebody else's words, in a quotation block."""
        return self.route.endswith(".quote")
