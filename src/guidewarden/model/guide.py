"""What an author wrote: guides, sections, blocks and sources, exactly as the YAML schema allows them.

These classes are both the value types and the schema: `guidewarden.guides` validates YAML against them
and generates the JSON Schema for editors from their descriptions.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Struct
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from guidewarden.model.text import SourceText, Span, TextMap

Text = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")]
Language = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")]


def _written_day(value: Any) -> Any:
    """Let only YYYY-MM-DD through: pydantic would read "86400" as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("not a date of the form YYYY-MM-DD")
    return value


Day = Annotated[dt.date, BeforeValidator(_written_day)]


def _day_that_is(text: str) -> str:
    """Let no 31 April through; a year or a month by itself is one by its form."""
    if len(text) == len("2009-04-30"):
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            raise ValueError("a day that is in the calendar") from None
    return text


Issued = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$"),
    AfterValidator(_day_that_is),
]
"""A year, a month or a day, as CSL-JSON has them in text; seasons stand under ``issue``."""


class Node(BaseModel):
    """A mapping in a guide file: unknown keys are errors, values never change."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=False, validate_by_alias=True, defer_build=True
    )


class Name(Node):
    """A person or body as CSL-JSON writes it: ``family`` and ``given``, or ``literal`` for a body."""

    family: Text | None = Field(None, description="Family name, with particles that belong to it.")
    given: Text | None = Field(None, description="Given names or initials.")
    literal: Text | None = Field(None, description="The whole name of a body, such as an organisation.")


class SourceRecord(Node):
    """A cited work, in the field names of CSL-JSON 1.0."""

    type: Literal[
        "article-journal", "article-magazine", "article-newspaper", "article", "book", "chapter", "dataset",
        "document", "entry-encyclopedia", "interview", "legislation", "manuscript", "paper-conference",
        "post-weblog", "report", "speech", "thesis", "treaty", "webpage",
    ] = Field(description="What kind of work it is (CSL-JSON `type`).")  # fmt: skip
    title: Text = Field(description="The work's title, with its subtitle after a colon.")
    author: tuple[Name, ...] = Field((), description="Authors in the order of the title page.")
    editor: tuple[Name, ...] = Field((), description="Editors, for a collection.")
    container_title: Text | None = Field(
        None, alias="container-title", description="The journal, book or site the work appeared in."
    )
    publisher: Text | None = Field(None, description="Who published it.")
    volume: Text | None = Field(None, description="Volume.")
    issue: Text | None = Field(None, description="Issue or number.")
    page: Text | None = Field(None, description="Page range, such as 7–44.")
    issued: Issued | None = Field(None, description="When it was published: YYYY, YYYY-MM or YYYY-MM-DD.")
    language: Language | None = Field(None, description="Language of the work (BCP 47).")
    doi: Text | None = Field(None, alias="DOI", description="The work's DOI, bare: 10.1162/ISEC_a_00236.")
    url: Text | None = Field(None, alias="URL", description="Where a reader can open it.")
    isbn: Text | None = Field(None, alias="ISBN", description="ISBN of a book.")
    issn: Text | None = Field(None, alias="ISSN", description="ISSN of the journal.")
    note: Text | None = Field(None, description="Annotation for readers (Markdown).")


class LinkEntry(Node):
    """One entry of a link list: an address, the text readers click, and what they will find there."""

    url: Text = Field(description="The address, exactly as it should open.")
    label: Text = Field(description="The text readers see and click.")
    note: Text | None = Field(None, description="Annotation: what is there, and for whom (Markdown).")
    added: Day | None = Field(None, description="The day the link was added (YYYY-MM-DD).")
    language: Language | None = Field(
        None, description="Language of the target, where it is not the guide's."
    )


class MarkdownBlock(Node):
    """Prose in Markdown (CommonMark); inline HTML is allowed and checked."""

    markdown: Text = Field(description="Prose in Markdown.")


class HtmlBlock(Node):
    """Prose as HTML, as it was pasted from a rich-text editor."""

    html: Text = Field(description="Prose as HTML.")


class QuoteBlock(Node):
    """A quotation, tied to the source it comes from."""

    quote: Text = Field(description="The quoted words (Markdown).")
    source: Identifier | None = Field(None, description="Key of the quoted work under `sources`.")
    locator: Text | None = Field(None, description="Where in the work, such as p. 39.")


class LinksBlock(Node):
    """An annotated list of links."""

    title: Text | None = Field(None, description="A heading for the list.")
    links: Annotated[tuple[LinkEntry, ...], Field(min_length=1)] = Field(description="The entries.")


class CitationsBlock(Node):
    """A list of cited works."""

    title: Text | None = Field(None, description="A heading for the list.")
    citations: Annotated[tuple[Identifier, ...], Field(min_length=1)] = Field(
        description="Keys of works under `sources`, in the order they are shown."
    )


BLOCK_KEYS = ("markdown", "html", "quote", "links", "citations")


def block_kind(value: Any) -> str | None:
    """Tell which kind of block a mapping is by the one key of `BLOCK_KEYS` it holds.

    The tag stands in angle brackets so that error paths can be told from keys.
    """
    if isinstance(value, Mapping):
        found = [key for key in BLOCK_KEYS if key in value]
        return f"<{found[0]}>" if len(found) == 1 else None
    return f"<{next((key for key in BLOCK_KEYS if hasattr(value, key)), '')}>"


Block = Annotated[
    Annotated[MarkdownBlock, Tag("<markdown>")]
    | Annotated[HtmlBlock, Tag("<html>")]
    | Annotated[QuoteBlock, Tag("<quote>")]
    | Annotated[LinksBlock, Tag("<links>")]
    | Annotated[CitationsBlock, Tag("<citations>")],
    Discriminator(block_kind),
]


class Section(Node):
    """A box of the guide: a heading and its blocks."""

    title: Text = Field(description="The box's heading.")
    hidden: bool = Field(False, description="true while readers should not see the box.")
    blocks: tuple[Block, ...] = Field((), description="What stands in the box, in order.")


class Guide(Node):
    """A research guide: one file under ``guides/``."""

    title: Text = Field(description="The guide's name, as readers see it.")
    description: Text | None = Field(
        None, description="One or two sentences: what the guide offers, for whom."
    )
    language: Language = Field("en", description="Language of the guide (BCP 47).")
    status: Literal["draft", "published", "private", "archived"] = Field(
        "published", description="Whether readers can see the guide."
    )
    type: Literal["topic", "subject", "course", "general"] = Field(
        "topic", description="What kind of guide it is."
    )
    url: Text | None = Field(None, description="Where the guide is published.")
    owner: Identifier | None = Field(
        None, description="Key of the person in people.yaml who keeps the guide."
    )
    editors: tuple[Identifier, ...] = Field((), description="Keys of others in people.yaml who may edit it.")
    subjects: tuple[Text, ...] = Field((), description="Subjects the guide is listed under.")
    tags: tuple[Text, ...] = Field((), description="Tags, in lower case.")
    created: Day | None = Field(None, description="When the guide was made (YYYY-MM-DD).")
    updated: Day | None = Field(None, description="When it last changed (YYYY-MM-DD).")
    reviewed: Day | None = Field(None, description="When somebody last read all of it (YYYY-MM-DD).")
    expires: Day | None = Field(None, description="When it should be withdrawn (YYYY-MM-DD).")
    furniture: Text | None = Field(
        None,
        description="HTML that stands around the guide on the published page: skip link, browser notice.",
    )
    sources: dict[Identifier, SourceRecord] = Field(
        default_factory=dict, description="Works the guide cites."
    )
    sections: tuple[Section, ...] = Field((), description="The guide's boxes, in order.")


class Person(Node):
    """Somebody who keeps guides: one entry of ``people.yaml``."""

    name: Text = Field(description="The name as it should stand in reports.")
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = Field(
        None, description="Where mail goes."
    )


class People(Node):
    """The file ``people.yaml``: who keeps which guide."""

    people: dict[Identifier, Person] = Field(default_factory=dict, description="People by key.")


class Scalar(Struct, frozen=True):
    """One string value of a YAML file: where it stands and how its characters map to the file's.

    ``key`` is the offset range of the mapping key before it, where there is one.
    """

    value: str
    start: int
    end: int
    map: TextMap
    key: tuple[int, int] | None = None


class GuideDocument(Struct, frozen=True):
    """A loaded guide file: the guide, its text, and a position for every value by route.

    A route is symbolic: ``sections[2].blocks[0].links[1].url``. ``ranges`` holds every route
    (mappings and lists too), ``scalars`` those that are single values.
    """

    id: str
    guide: Guide
    source: SourceText
    scalars: Mapping[str, Scalar]
    ranges: Mapping[str, tuple[int, int]]

    @property
    def path(self) -> str:
        """The file's path as messages show it."""
        return self.source.path

    def span(self, route: str, start: int | None = None, end: int | None = None) -> Span:
        """Resolve a route to its place in the file, or ``[start, end)`` inside its value.

        A route that is not there resolves to the nearest one above it that is, so that a finding
        about a missing key still points somewhere useful.
        """
        scalar = self.scalars.get(route)
        if scalar is not None:
            if start is None:
                return self.source.span(scalar.start, scalar.end)
            return self.source.span(
                *scalar.map.source_range(start, len(scalar.value) if end is None else end)
            )
        while route and route not in self.ranges:
            route = route[: max(route.rfind("."), route.rfind("["), 0)]
        first, last = self.ranges.get(route, (0, 0))
        line_end = self.source.text.find("\n", first)
        return self.source.span(first, last if line_end < 0 else min(last, line_end))
