"""What a guide's page tells machines: Dublin Core for libraries, schema.org for search engines."""

from collections.abc import Iterator
from typing import Any

from guidewarden.model import Guide, Name, SourceRecord
from guidewarden.page.citing import of_source
from guidewarden.page.site import Site
from guidewarden.page.text import one_line

_TYPES = {
    "article-journal": "ScholarlyArticle", "article-magazine": "Article", "article-newspaper": "NewsArticle",
    "article": "Article", "book": "Book", "chapter": "Chapter", "dataset": "Dataset", "document": "DigitalDocument",
    "entry-encyclopedia": "Article", "legislation": "Legislation", "manuscript": "Manuscript",
    "paper-conference": "ScholarlyArticle", "post-weblog": "BlogPosting", "report": "Report", "thesis": "Thesis",
    "webpage": "WebPage",
}  # fmt: skip


def dublin_core(guide: Guide, site: Site, description: str, address: str) -> Iterator[tuple[str, str]]:
    """Give names and contents of ``<meta>`` elements (DCMI Metadata Terms), those that are known."""
    owner = site.person(guide.owner)
    editors = [person for key in guide.editors if (person := site.person(key))]
    changed = max((day for day in (guide.updated, guide.reviewed) if day), default=None)
    yield "DC.title", one_line(guide.title)
    if owner is not None:
        yield "DC.creator", one_line(owner.name)
    for editor in editors:
        yield "DC.contributor", one_line(editor.name)
    for subject in (*guide.subjects, *guide.tags):
        yield "DC.subject", one_line(subject)
    optional = (
        ("DC.description", description),
        ("DC.date", changed),
        ("DCTERMS.created", guide.created),
        ("DCTERMS.modified", guide.updated),
        ("DC.identifier", address),
    )
    yield from ((name, str(value)) for name, value in optional if value)
    yield "DC.publisher", one_line(site.title)
    yield "DC.language", guide.language
    yield "DC.type", "Text"
    yield "DC.format", "text/html"


def json_ld(
    guide: Guide, site: Site, description: str, address: str, cited: tuple[SourceRecord, ...]
) -> dict[str, Any]:
    """Describe the guide in the words of schema.org."""
    owner = site.person(guide.owner)
    return _known(
        {
            "@context": "https://schema.org",
            "@type": ["LearningResource", "CollectionPage"],
            "name": one_line(guide.title),
            "description": description,
            "url": address,
            "inLanguage": guide.language,
            "learningResourceType": "research guide",
            "about": [one_line(subject) for subject in guide.subjects],
            "keywords": [one_line(tag) for tag in guide.tags],
            "author": {"@type": "Person", "name": one_line(owner.name)} if owner else None,
            "publisher": {"@type": "Organization", "name": one_line(site.title)},
            "dateCreated": guide.created and str(guide.created),
            "dateModified": guide.updated and str(guide.updated),
            "lastReviewed": guide.reviewed and str(guide.reviewed),
            "citation": [_work(source) for source in cited],
        }
    )


def _work(source: SourceRecord) -> dict[str, Any]:
    container = one_line(source.container_title)
    link = next((part.href for part in of_source(source) if part.href), "")
    return _known(
        {
            "@type": _TYPES.get(source.type, "CreativeWork"),
            "name": one_line(source.title),
            "author": [_person(name) for name in source.author],
            "editor": [_person(name) for name in source.editor],
            "isPartOf": {"@type": "CreativeWork", "name": container} if container else None,
            "publisher": {"@type": "Organization", "name": one_line(source.publisher)}
            if source.publisher
            else None,
            "datePublished": source.issued,
            "pagination": one_line(source.page),
            "inLanguage": source.language,
            "isbn": one_line(source.isbn),
            "url": link,
        }
    )


def _person(name: Name) -> dict[str, str]:
    if name.family is None and name.literal is not None:
        return {"@type": "Organization", "name": one_line(name.literal)}
    given, family = one_line(name.given), one_line(name.family)
    return _known(
        {"@type": "Person", "name": f"{given} {family}".strip(), "givenName": given, "familyName": family}
    )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not told."""
    return {name: value for name, value in values.items() if value}
