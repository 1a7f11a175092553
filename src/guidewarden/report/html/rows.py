"""Rows in words: everything the template shows of a row, computed, so that the template only lays it out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.bibliography import Part, of_source, of_work
from guidewarden.model import Cited, Finding, GuideSummary, Kind, Occurrence, Result, RunView, State, Verdict
from guidewarden.report.catalogue import Sentence
from guidewarden.report.digest import Digest, Row, Topic
from guidewarden.report.html.evidence import EvidenceText, Nights, brief, evidence_text, nights
from guidewarden.report.html.links import (
    archive_href,
    host_of,
    mail_href,
    result_href,
    target_href,
    web_href,
)
from guidewarden.report.options import Options
from guidewarden.report.repairs import Repair, SafeFixes, repair, safe_fixes
from guidewarden.report.words import address, days_between, iso, midnight, reason_of, what_to_do

# Topics whose one advice stands under the heading, or that need none.
_SAID_ABOVE = (Topic.FIXED, Topic.WATCHING, Topic.BY_HAND)


class KnownText(Struct, frozen=True):
    """Why the library leaves a finding as it is, who decided that and how long it holds; ``code`` is the finding's."""

    code: str
    lines: tuple[str, ...]


class PlaceText(Struct, frozen=True):
    """One place of a row; ``guide`` and ``owner`` are "" where the group already names them.

    ``lang`` is the guide's language where it is not the report's, ``label_lang`` the label's, ``edit`` the address of its editor, ``fix`` the
    corrected lines with ``fix_words`` to introduce them; ``sure`` tells that nobody needs to look at them first.
    """

    guide: str
    owner: str
    mail: str
    box: str
    where: str
    label: str
    since: str
    lang: str
    label_lang: str
    edit: str
    fix: str = ""
    fix_words: str = ""
    sure: bool = False


class RowText(Struct, frozen=True):
    """A row, ready to lay out. ``kind`` is what the filter knows it by, ``guides`` indices of the guides.

    ``weight`` is how many results or findings it stands for, ``was`` what goes before a label that no longer holds.
    ``word`` is what its state or severity is called; ``new`` marks a finding among older ones, since new results have
    a section of their own. ``said`` are the messages of findings that the reason
    already says, with the finding's code in front. ``copy`` introduces the archived copy at ``copy_href``.
    ``cites`` are the forms of a citation, each with whose it is. ``began`` is the day it began (ISO 8601), for sorting,
    ``known`` why the library leaves it as it is, and ``known_words`` that it does.
    """

    kind: str
    icon: str
    word: str
    grade: str
    label: str
    guides: str
    host: str
    count: int
    weight: int = 1
    was: str = ""
    new: bool = False
    lang: str = ""
    english: bool = False
    address: str = ""
    href: str = ""
    reasons: tuple[Sentence, ...] = ()
    since: str = ""
    began: str = ""
    nights: Nights | None = None
    replacement: str = ""
    replacement_href: str = ""
    todo: tuple[Sentence, ...] = ()
    many: str = ""
    places: tuple[PlaceText, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    copy: str = ""
    copy_href: str = ""
    said: tuple[Sentence, ...] = ()
    brief: str = ""
    evidence: EvidenceText | None = None
    cites: tuple[tuple[str, tuple[Part, ...]], ...] = ()
    known: tuple[KnownText, ...] = ()
    known_words: str = ""


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Puts the rows of one run into words, in the language of the options."""

    view: RunView
    sorted_run: Digest
    options: Options
    _indices: dict[str, int] = field(init=False)
    _safe: SafeFixes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "_indices", {guide.id: number for number, guide in enumerate(self.view.guides)}
        )
        object.__setattr__(self, "_safe", safe_fixes(self.view))

    def text(self, row: Row, *, full: bool) -> RowText:
        """Put a row into words, with all the evidence or with one line of it."""
        if row.result is not None:
            said = self._result(row, row.result, full=full)
        elif row.cited is not None and row.topic is not Topic.FIXED:
            said = self._citation(row, row.cited)
        else:
            said = self._finding(row)
        known = tuple(dict.fromkeys(self._known(row)))
        return replace(said, known=known, known_words=self._known_words(row)) if known else said

    def _known(self, row: Row) -> Iterator[KnownText]:
        words = self.options.words
        for finding in row.findings if row.topic is not Topic.FIXED else ():
            why = self.view.accepted.get(finding.fingerprint)
            if why:
                end = words.say("row.known_end", date=words.date(midnight(why.until))) if why.until else ""
                lines = (
                    words.say("row.known_why", reason=why.reason),
                    words.say("row.known_by", owner=why.owner) if why.owner else "",
                    end or words.say("row.known_endless"),
                )
                yield KnownText(finding.code, tuple(line for line in lines if line))

    def _known_words(self, row: Row) -> str:
        """Say that a row's findings are known, or how many of them."""
        known = sum(finding.fingerprint in self.view.accepted for finding in row.findings)
        key = "row.known" if known == len(row.findings) else "row.known_in_part"
        return self.options.words.count(key, known)

    def _result(self, row: Row, result: Result, *, full: bool) -> RowText:
        words, verdict = self.options.words, result.verdict
        fixed = row.topic is Topic.FIXED
        shown = address(result)
        label = next((place.label for place in row.occurrences if place.label), "")
        if result.target.kind is Kind.PAGE:  # Named by us, not by an author.
            label = words.phrase("proxy", label).text
        replacement = verdict.replacement or ""
        copy_href = archive_href(result.copy.url) if result.copy else ""
        kind = "fixed" if fixed else verdict.state.value
        english = reason_of(verdict).words
        return RowText(
            kind=kind,
            icon=kind,
            word=words.say(f"state.{kind}"),
            grade=kind,
            label=label or words.say("row.no_label"),
            lang=self._lang_of(row.occurrences) if label else "",
            address=shown,
            href=result_href(result, shown),
            host=_host(result, shown),
            count=len(row.occurrences),
            reasons=self._fixed_reasons(result) if fixed else tuple(self._reasons(row, verdict)),
            since=self._since(row.topic, verdict),
            began=iso(verdict.since)[:10],
            nights=nights(result, words),
            replacement=replacement,
            replacement_href=target_href(replacement),
            todo=()
            if row.topic in _SAID_ABOVE
            else tuple(self._todo(row, verdict, shown=replacement or copy_href)),
            many=self._many(row),
            places=tuple(self._places(row, label)),
            codes=self._codes(row.findings),
            guides=self._guide_indices(row),
            copy=words.say("row.archived", date=words.date(result.copy.taken))
            if result.copy and copy_href
            else "",
            copy_href=copy_href,
            said=tuple(dict.fromkeys(self._coded(one) for one in row.findings if english in one.message)),
            brief="" if full else brief(result, words),
            evidence=evidence_text(result, shown, words) if full else None,
        )

    def _reasons(self, row: Row, verdict: Verdict) -> Iterator[Sentence]:
        """Say why, and what findings say beyond it; most of them only add the label to the reason's words."""
        yield Sentence(self.options.words.why(verdict))
        english = reason_of(verdict).words
        more = (self._message(finding) for finding in row.findings if english not in finding.message)
        yield from dict.fromkeys(more)

    def _message(self, finding: Finding) -> Sentence:
        return self.options.words.said(finding.code, finding.message)

    def _coded(self, finding: Finding) -> Sentence:
        said = self._message(finding)
        return replace(said, text=self.options.words.say("row.coded", code=finding.code, text=said.text))

    def _todo(self, row: Row, verdict: Verdict, shown: str) -> Iterator[Sentence]:
        codes = {finding.advice: finding.code for finding in row.findings}
        for advice in what_to_do(verdict, row.findings, shown=shown):
            yield self.options.words.advise(advice, verdict, codes.get(advice, ""))

    def _fixed_reasons(self, result: Result) -> tuple[Sentence, ...]:
        words = self.options.words
        earlier = next(past for past in result.past if past.state is State.BROKEN)
        before = words.reason(Verdict(earlier.state, earlier.reason, earlier.checked_at))
        again = words.say("row.advice.again", before=f"{before[:1].lower()}{before[1:]}")
        return Sentence(again), Sentence(words.why(result.verdict))

    def _finding(self, row: Row) -> RowText:
        words, finding = self.options.words, row.findings[0]
        said, fixed = self._message(finding), row.topic is Topic.FIXED
        addresses = {place.written for place in row.occurrences if place.target_key}
        shown = addresses.pop() if len(addresses) == 1 else ""
        grade = finding.severity.value
        return RowText(
            kind="fixed" if fixed else "text",
            weight=row.weight,
            was=words.say("row.was") if fixed else "",
            icon="fixed" if fixed else grade,
            word=words.say("state.fixed") if fixed else words.severity(finding.severity),
            grade="fixed" if fixed else grade,
            new=row.new and not fixed,
            label=said.text,
            english=said.english,
            address=shown,
            href=web_href(shown),
            host=host_of(shown),
            count=len(row.occurrences),
            reasons=(Sentence(words.say("row.advice.fixed")),) if fixed else (),
            began=self._began(row),
            todo=() if fixed or not finding.advice else (words.said(finding.code, finding.advice),),
            places=tuple(self._places(row, "")),
            codes=self._codes(row.findings),
            guides=self._guide_indices(row),
        )

    def _citation(self, row: Row, cited: Cited) -> RowText:
        """Put all that was found of one citation into one row: what is wrong, then both forms of it."""
        words, gravest = self.options.words, row.findings[0].severity
        return RowText(
            kind="text",
            weight=row.weight,
            icon=gravest.value,
            word=words.severity(gravest),
            grade=gravest.value,
            new=row.new,
            label=cited.name,
            lang=self._lang_of(row.occurrences),
            host=host_of(cited.occurrence.written),
            count=len(row.occurrences),
            reasons=tuple(self._without(cited.name, self._message(finding)) for finding in row.findings),
            began=self._began(row),
            todo=tuple(
                dict.fromkeys(words.said(each.code, each.advice) for each in row.findings if each.advice)
            ),
            places=tuple(self._places(row, cited.name)),
            codes=self._codes(row.findings),
            guides=self._guide_indices(row),
            cites=tuple(self._forms(cited)),
        )

    def _without(self, name: str, said: Sentence) -> Sentence:
        """Leave out a title that stands above already; what follows it becomes a sentence of its own."""
        own = f"“{name}”" if said.english else self.options.words.say("format.quoted", text=name)
        text = said.text.removeprefix(own).lstrip(": \u00a0\u202f")
        return replace(said, text=f"{text[:1].upper()}{text[1:]}")

    def _codes(self, findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
        titles = dict.fromkeys((finding.code, finding.name) for finding in findings)
        return tuple((code, self.options.words.title(code, name).text) for code, name in titles)

    def _forms(self, cited: Cited) -> Iterator[tuple[str, tuple[Part, ...]]]:
        words = self.options.words
        if cited.source is not None:
            yield words.say("row.in_guide"), of_source(cited.source)
        work = cited.work or cited.candidate
        if work is not None:
            asked = words.say("row.asked", date=words.date(cited.answer.asked_at)) if cited.answer else ""
            key = "row.in_registry" if cited.work else "row.found_in"
            agency = work.agency or words.say("row.the_registry")
            yield f"{words.say(key, agency=agency)}{asked}", of_work(work)

    def _many(self, row: Row) -> str:
        """Say what one repair is worth, where a target stands in several places."""
        words, places = self.options.words, len(row.occurrences)
        if places < 2 or row.topic is Topic.FIXED:
            return ""
        if row.topic not in (Topic.NEW, Topic.STILL, Topic.MOVED):
            return words.count("row.many", places)
        guides = len({place.guide for place in row.occurrences})
        if guides == 1:
            return words.count("row.many_fix", places)
        more = f" {words.count('row.places', places)}" if places > guides else ""
        return words.count("row.many_fix_guides", guides) + more

    def _since(self, topic: Topic, verdict: Verdict) -> str:
        """Say for how long; trouble counts from its first night, when it was perhaps only watched."""
        words, now = self.options.words, self.view.run.started
        since = words.day(verdict.since, now)
        days = days_between(verdict.since, now)
        if topic is Topic.NEW and verdict.streak == 1:
            return words.say("row.first_seen")
        if topic in (Topic.NEW, Topic.STILL):
            if days:
                return words.count("row.not_working_for", days, day=since)
            return words.say("row.not_working", day=since)
        if topic is Topic.WATCHING and verdict.streak == 1:
            return words.say("row.first_failure", day=since)
        if topic is Topic.WATCHING:
            return words.count("row.failures", verdict.streak, day=since)
        if verdict.streak > 1 and topic is not Topic.FIXED:
            return words.count("row.same_for", verdict.streak, day=since)
        return ""

    def _began(self, row: Row) -> str:
        """Give the day the oldest of a row's findings was first seen."""
        known = self.view.known or {}
        started = self.view.run.started
        return iso(min(known.get(one.fingerprint, started) for one in row.findings))[:10]

    def _places(self, row: Row, shown_label: str) -> Iterator[PlaceText]:
        several = len({place.guide for place in row.occurrences}) > 1
        findings = {finding.occurrence: finding for finding in row.findings}
        mending = row.topic is not Topic.FIXED
        for place in row.occurrences:
            guide, finding = self.sorted_run.guide(place.guide), findings.get(place)
            first = (self.view.known or {}).get(finding.fingerprint) if finding and mending else None
            since = self.options.words.day(first, self.view.run.started) if first and not row.result else ""
            fix = repair(self.view.sources, finding, place, row.result, self._safe) if mending else None
            label = Sentence(place.label, english=True)
            if finding and finding.code.startswith("IE"):  # Some of these are the rule's own words.
                label = self.options.words.said(finding.code, place.label)
            yield PlaceText(
                guide=guide.title if several else "",
                owner=guide.owner if several else "",
                mail=mail_href(guide.email) if several else "",
                box=place.section,
                where=f"{place.span.path}:{place.span.line}",
                label="" if label.text == shown_label else label.text,
                label_lang=self.lang(guide) if label.english else "",
                since=self.options.words.say("row.since", day=since) if since else "",
                lang=self.lang(guide),
                edit=web_href(self.options.edit(guide, place.span)),
                fix=fix.text if fix else "",
                fix_words=self._fix_words(fix) if fix else "",
                sure=fix is not None and fix.safe,
            )

    def _fix_words(self, fix: Repair) -> str:
        words = self.options.words
        lines = words.form("row.lines", fix.end_line - fix.line + 1).format(line=fix.line, end=fix.end_line)
        if fix.copy and fix.others:
            said = words.count("row.corrected_copy_all", fix.others, lines=lines)
        elif fix.copy:
            said = words.say("row.corrected_copy", lines=lines)
        elif fix.others:
            said = words.count("row.corrected_all", fix.others + 1, lines=lines)
        else:
            key = "corrected" if fix.line == fix.end_line else "corrected_lines"
            said = words.say(f"row.{key}", line=fix.line, end=fix.end_line)
        return said if fix.safe else f"{said} ({words.say('row.look_first')})"

    def lang(self, guide: GuideSummary) -> str:
        """Give a guide's language where it is not the report's."""
        return "" if guide.language == self.options.words.language else guide.language

    def _lang_of(self, places: Iterable[Occurrence]) -> str:
        first = next((place for place in places if place.label), None)
        return self.lang(self.sorted_run.guide(first.guide)) if first else ""

    def _guide_indices(self, row: Row) -> str:
        found = {self._indices[place.guide] for place in row.occurrences if place.guide in self._indices}
        return " ".join(str(number) for number in sorted(found))


def _host(result: Result, shown: str) -> str:
    """Give the site a row is about: that of the address as written, or of the target where that names none."""
    if result.target.kind is Kind.LINK:
        return result.target.host
    return host_of(shown) or result.target.host
