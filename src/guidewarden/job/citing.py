"""Cited works beside what the registries say of them: matched, and with the notices about them."""

from collections.abc import Iterator, Mapping, Sequence

from guidewarden.model import Cited, Finding, GuideDocument, Kind, Occurrence, RecordAnswer, Work
from guidewarden.plan import Plan
from guidewarden.plan.doi import doi_key
from guidewarden.rules import Project
from guidewarden.rules.routes import source_key, source_route


def cited_works(
    project: Project,
    plan: Plan,
    records: Mapping[str, RecordAnswer],
    searches: Mapping[tuple[str, str], Sequence[Work]],
) -> tuple[Cited, ...]:
    """Give every place where a work is cited by a DOI, then the sources without one, in the project's order.

    ``records`` are by `doi_key`; ``searches`` hold what a search found for sources without a DOI, by guide
    and key of the source. A source whose address repeats its DOI comes once.
    """
    documents = {document.id: document for document in project.documents}
    places = [
        (place, target.doi)
        for target in plan.targets
        if target.kind is Kind.DOI and target.doi is not None
        for place in plan.occurrences[target.key]
    ]
    seen: set[tuple[str, str, str]] = set()
    found: list[Cited] = []
    for place, doi in sorted(places, key=lambda item: (item[0].route.endswith(".URL"), item[0].span)):
        one = _cited(documents.get(place.guide), place, records.get(doi_key(doi)))
        mark = (place.guide, one.key, place.target_key)
        if not one.key or mark not in seen:
            seen.add(mark)
            found.append(one)
    with_doi = {(one.occurrence.guide, one.key) for one in found if one.key}
    found += (
        one
        for document in project.documents
        for one in _without_doi(document, searches)
        if (document.id, one.key) not in with_doi
    )
    return tuple(sorted(found, key=lambda one: one.occurrence.span))


def _cited(document: GuideDocument | None, place: Occurrence, answer: RecordAnswer | None) -> Cited:
    from guidewarden.judge.citations import compare, is_notice, notices  # noqa: PLC0415 - 20 ms only citations need

    work = answer.work if answer else None
    key = source_key(place.route) if document and place.route.endswith((".DOI", ".URL")) else None
    source = document.guide.sources.get(key) if document and key else None
    return Cited(
        place,
        key=key or "",
        source=source,
        answer=answer,
        match=compare(source, work) if source and work else None,
        notices=tuple(notices(work)) if work else (),
        is_notice=is_notice(work) if work else False,
    )


def _without_doi(
    document: GuideDocument, searches: Mapping[tuple[str, str], Sequence[Work]]
) -> Iterator[Cited]:
    for key, source in document.guide.sources.items():
        works = searches.get((document.id, key))
        if works:
            route = f"{source_route(key)}.title"
            place = Occurrence("", document.id, route, source.title, document.span(route), source.title)
            from guidewarden.judge.citations import candidate  # noqa: PLC0415

            yield Cited(place, key=key, source=source, candidate=candidate(source, works))


def is_settled(finding: Finding, citations: Sequence[Cited]) -> bool:
    """Tell whether a citation's finding that no longer appears is mended, not just unknown this time.

    It is when the place is gone or reads otherwise, or when the registry's record was there to be compared: what of it
    cannot be read, a field or its notices, settles nothing.
    """
    place = finding.occurrence
    field = place.route.rpartition(".")[2]
    for one in citations:
        if (one.occurrence.guide, one.occurrence.target_key) == (place.guide, place.target_key) and (
            place.target_key or one.key == source_key(place.route)
        ):
            work = one.work
            read = work is not None and not (work.unread or work.is_garbled or field in work.unreadable)
            return read or one.candidate is not None
    return True
