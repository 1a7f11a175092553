"""The first words of a report: what needs whom, in one sentence."""

from msgspec import Struct

from guidewarden.model import RunState, RunView, State
from guidewarden.report.catalogue import Sentence, Words
from guidewarden.report.digest import Digest, Topic

_BANNERS = {RunState.OFFLINE: "offline", RunState.INCONCLUSIVE: "inconclusive"}
_NOTES = (Topic.CITATIONS, Topic.MARKUP, Topic.ACCESSIBILITY, Topic.POLICY)


class Banner(Struct, frozen=True):
    """A plain warning about the run as a whole: ``why`` in particular, and the ``lines`` of files it is about."""

    title: str
    words: str
    lines: tuple[str, ...] = ()
    why: Sentence | None = None


def collection(view: RunView, words: Words) -> str:
    """Name what was checked: the titles of one or two guides, or how many guides."""
    if 1 <= len(view.guides) <= 2:
        return words.listed(guide.title for guide in view.guides)
    return words.count("page.guides", len(view.guides)) if view.guides else words.say("page.links")


def notes(sorted_run: Digest) -> int:
    """Count the findings that come from the text alone or stand for themselves."""
    return sum(sorted_run.weight(topic) for topic in _NOTES)


def lead(view: RunView, sorted_run: Digest, words: Words) -> str:
    """Say in one sentence what needs the reader, how much of it is new, and how many links are fine."""
    counts = view.counts
    broken, cited = counts[State.BROKEN], len(sorted_run.pressing)
    fine = words.count("lead.fine", counts[State.OK])
    if broken + cited:
        what = words.listed(
            words.count(f"lead.{name}", number)
            for name, number in (("links", broken), ("citations", cited))
            if number
        )
        needs = words.count("lead.needs", broken + cited, what=what)
        return words.say("lead.all", needs=needs, new=_new(view, sorted_run, words), fine=fine)
    if not view.results:
        return words.say("lead.nothing_checked")
    if view.run.state is RunState.OFFLINE:
        return words.say("lead.offline_fine" if counts[State.OK] else "lead.offline", fine=fine)
    return words.say("lead.no_link", fine=fine)


def _new(view: RunView, sorted_run: Digest, words: Words) -> str:
    if view.previous is None:
        return ""
    before, now = view.previous.started, view.run.started
    since = words.day(before, now)
    if before.date() == now.date():
        since = words.say("lead.since_run", time=f"{before:%H:%M}")
    new = sorted_run.weight(Topic.NEW) + sum(row.new for row in sorted_run.pressing)
    total = view.counts[State.BROKEN] + len(sorted_run.pressing)
    if total == 1:
        key = "single_new" if new else "single_old"
    else:
        key = "none_new" if new == 0 else "all_new" if new == total else "some_new"
    return words.say(f"lead.{key}", n=words.number(new), since=since)


def then(view: RunView, sorted_run: Digest, words: Words) -> str:
    """Say what else there is to do when there is time; "" when there is nothing."""
    mend = notes(sorted_run) - sum(row.weight for row in sorted_run.pressing) - _known(view, sorted_run)
    todo = words.listed(
        words.count(f"lead.{name}", number)
        for name, number in (
            ("update", view.counts[State.MOVED]),
            ("mend", mend),
            ("open", view.counts[State.BLOCKED]),
        )
        if number
    )
    return words.say("lead.then", what=todo) if todo else ""


def _known(view: RunView, sorted_run: Digest) -> int:
    """Count the findings of the text that the library has decided to leave as they are."""
    return sum(
        finding.fingerprint in view.accepted
        for section in sorted_run.sections
        if section.topic in _NOTES
        for row in section.rows
        if not row.pressing
        for finding in row.findings
    )


def banners(view: RunView, words: Words) -> list[Banner]:
    """Give the warnings that the run as a whole calls for: offline, partial, not believed, guides that cannot be read."""
    found = []
    if view.run.state is not RunState.COMPLETE:
        key = f"banner.{_BANNERS.get(view.run.state, 'partial')}"
        doubt = words.phrase("doubt", view.doubt) if view.doubt else None
        found.append(Banner(words.say(key), words.say(f"{key}_words"), why=doubt))
    if view.problems:
        files = len({problem.path for problem in view.problems})
        found.append(
            Banner(
                words.count("banner.unread", files),
                words.say("banner.unread_words"),
                tuple(str(problem) for problem in view.problems),
            )
        )
    return found


def nothing_broken(view: RunView, sorted_run: Digest, words: Words) -> str:
    """Say that nothing is to be fixed now, where that may be said, without calling fine what was not checked."""
    if sorted_run.section(Topic.NEW) or sorted_run.section(Topic.STILL) or not view.results:
        return ""
    sure = view.run.state is RunState.COMPLETE and not view.problems
    return words.say("banner.nothing_broken" if sure else "banner.nothing_called")
