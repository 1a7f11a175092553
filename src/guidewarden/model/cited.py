"""A cited work beside what the registries say of it: what the rules on citations and the report see."""

from msgspec import Struct

from guidewarden.model.checking import Occurrence
from guidewarden.model.citing import Match, Notice
from guidewarden.model.guide import SourceRecord
from guidewarden.model.works import RecordAnswer, RecordOutcome, Work


class Cited(Struct, frozen=True):
    """One place where a guide cites a work: a source, or a DOI that stands by itself (no ``source``).

    ``occurrence`` is the DOI's place, or the title's of a source that has none. ``answer`` is what the
    registries said of the DOI, None when they were not asked: it is not registered, the run was offline, or
    the settings say so. ``match`` compares the source with the record. ``candidate`` is the work that a search
    found for a source without a DOI.
    """

    occurrence: Occurrence
    key: str = ""
    source: SourceRecord | None = None
    answer: RecordAnswer | None = None
    match: Match | None = None
    notices: tuple[Notice, ...] = ()
    is_notice: bool = False
    candidate: Work | None = None

    @property
    def work(self) -> Work | None:
        """The registry's record."""
        return self.answer.work if self.answer else None

    @property
    def unknown(self) -> bool:
        """Whether the registries were asked and nobody knows: neither "fine" nor "not retracted" may be said."""
        return self.answer is not None and self.answer.outcome is RecordOutcome.NO_ANSWER

    @property
    def name(self) -> str:
        """What a reader calls it: the source's title, else what readers see, else the DOI as written."""
        return (self.source.title if self.source else "") or self.occurrence.label or self.occurrence.written
