"""A case: the evidence for a link, and what is found out of it, each thing once and only when a rule asks."""

from guidewarden.judge.doubts import Settled, settle
from guidewarden.judge.places import is_success
from guidewarden.judge.statements import OwnWords, own_words
from guidewarden.model import Attempt, Evidence, Page

SHOWN_FOR_ALL = (Settled.ALIKE, Settled.ABSENT, Settled.EVERYWHERE)


class Case:
    """The last attempt of some evidence, with all that was asked to settle its doubts.

    ``first`` is the address that was asked for, ``last`` the one that answered, ``shown`` the page where the answer was one
    of success.
    """

    def __init__(self, evidence: Evidence, attempt: Attempt) -> None:
        self.evidence = evidence
        self.attempt = attempt
        self.first = attempt.hops[0].url if attempt.hops else ""
        self.last = attempt.hops[-1].url if attempt.hops else ""
        self.shown: Page | None = attempt.page if is_success(attempt) else None
        self._settled: Settled | None = None
        self._words: OwnWords | None = None

    @property
    def settled(self) -> Settled:
        """What the controls say of the page."""
        if self._settled is None:
            self._settled = settle(self.evidence)
        return self._settled

    @property
    def is_shown_for_all(self) -> bool:
        """Whether made-up addresses get the page too."""
        return self.settled in SHOWN_FOR_ALL

    @property
    def beside(self) -> Page | None:
        """A page of the same site that is known to be another: what both say is the site's furniture."""
        if self.settled is Settled.ABSENT:
            others = [self.evidence.front]
        elif self.settled is Settled.ALONE:
            others = [self.evidence.sibling, self.evidence.cousin]
        else:
            return None
        page = self.attempt.page
        pages = (other.page for other in others if other is not None and other.page is not None)
        return next((other for other in pages if page is None or other.opening != page.opening), None)

    @property
    def words(self) -> OwnWords:
        """The page's own words; none without a page."""
        if self._words is None:
            page = self.attempt.page
            self._words = OwnWords() if page is None else own_words(self.attempt, page, self.beside)
        return self._words

    @property
    def has_own_password_field(self) -> bool:
        """Whether the page asks for a password where its site does not do so on every page."""
        page = self.attempt.page
        return page is not None and page.password_fields > (self.beside.password_fields if self.beside else 0)
