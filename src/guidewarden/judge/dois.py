"""What the evidence for a DOI says. Existence is decided by the Handle API alone, never by a landing page."""

from guidewarden.judge.opinion import Opinion
from guidewarden.model import ErrorKind, Evidence, State, Target


def opinion_of_doi(target: Target, evidence: Evidence) -> Opinion:
    """Judge a DOI by the Handle API's answer (response codes: DOI Handbook and the proxy server's API)."""
    if target.doi is None:
        return Opinion(State.BROKEN, "doi-malformed", f"“{target.url}”")
    answer = evidence.handle
    if answer is None or answer.response_code is None:
        return Opinion(State.UNVERIFIABLE, "registry-no-answer", _why_no_answer(evidence))
    if answer.response_code == 100 and answer.status == 404:
        return Opinion(State.BROKEN, "doi-not-registered", target.doi)
    if answer.response_code not in (1, 200):
        return Opinion(
            State.UNVERIFIABLE, "registry-no-answer", answer.message or f"code {answer.response_code}"
        )
    if answer.alias:
        return Opinion(State.MOVED, "doi-alias", replacement=answer.alias)
    if not answer.url:
        return Opinion(State.UNVERIFIABLE, "doi-without-url", target.doi)
    if "/_deleted-doi/" in answer.url:
        return Opinion(State.BROKEN, "doi-deleted", target.doi)
    return Opinion(State.OK, "registered")


def _why_no_answer(evidence: Evidence) -> str:
    attempt = evidence.last
    if attempt is None:
        return "the registry was not asked"
    if attempt.failure is not None:
        words = attempt.failure.message or attempt.failure.kind.value
        return "address refused" if attempt.failure.kind is ErrorKind.ADDRESS_REFUSED else words
    return f"status {attempt.status}"
