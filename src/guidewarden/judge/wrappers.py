"""What the evidence for a library's proxy says: whether it works, and whether it serves a source's host.

Both are asked with a link of the guides. Where the proxy sends its reader on, to a log-in or, from within the
library's network, to the source itself, it has done its part: what happens there is not its fault.
"""

from guidewarden.judge.links import opinion_of_link
from guidewarden.judge.opinion import Opinion
from guidewarden.judge.places import is_success
from guidewarden.judge.signatures import host_and_path, load_signatures
from guidewarden.model import Attempt, Evidence, HostTable, State, Target

_LETS_IN = (State.OK, State.RESTRICTED, State.BLOCKED)
_OF_NO_ANSWER = ("not-found", "gone", "server-error")
_OF_WORDS = ("soft-404", "redirect-to-home", "redirect-to-all", "odd-status", "same-for-all")


def opinion_of_proxy(target: Target, evidence: Evidence, hosts: HostTable | None = None) -> Opinion:
    """Judge whether a proxy works. That it does not serve one host is said of that host alone."""
    attempt = evidence.last
    if attempt is not None and (_leads_on(attempt) or refuses(attempt)):
        return Opinion(State.OK, "reachable")
    if attempt is not None and _asks_to_log_in(attempt):
        return Opinion(State.RESTRICTED, "login-required")
    opinion = opinion_of_link(evidence, hosts)
    if opinion.state is State.MOVED:
        return Opinion(State.OK, "reachable")
    # Under a rewritten host the proxy may show what the source itself answers.
    unclear = opinion.reason in _OF_WORDS or (opinion.reason in _OF_NO_ANSWER and _is_rewritten(target))
    return Opinion(State.UNVERIFIABLE, "proxy-unclear", opinion.detail) if unclear else opinion


def opinion_of_admission(evidence: Evidence, hosts: HostTable | None = None) -> Opinion:
    """Judge whether a proxy serves a source's host: it says so itself, or nobody knows."""
    attempt = evidence.last
    if attempt is not None and refuses(attempt):
        return Opinion(State.BROKEN, "proxy-refused", attempt.page.title if attempt.page else "")
    if attempt is not None and _leads_on(attempt):
        return Opinion(State.OK, "reachable")
    if attempt is not None and _asks_to_log_in(attempt):
        return Opinion(State.RESTRICTED, "login-required")
    opinion = opinion_of_link(evidence, hosts)
    if opinion.state in _LETS_IN:
        return opinion
    if opinion.state is State.MOVED:
        return Opinion(State.OK, "reachable")
    return Opinion(State.UNVERIFIABLE, "proxy-no-answer", opinion.detail)


def refuses(attempt: Attempt) -> bool:
    """Tell whether the answer is a proxy's word that it does not serve the link's host."""
    return attempt.page is not None and load_signatures().is_proxy_refusal(attempt.page)


def _asks_to_log_in(attempt: Attempt) -> bool:
    """Tell whether the proxy shows its own log-in, which is all that an outsider ever sees of it."""
    return is_success(attempt) and attempt.page is not None and attempt.page.password_fields > 0


def _leads_on(attempt: Attempt) -> bool:
    """Tell whether the proxy sent its reader on to another site."""
    if len(attempt.hops) < 2:
        return False
    first, last = (host_and_path(hop.url)[0] for hop in (attempt.hops[0], attempt.hops[-1]))
    return not (first == last or first.endswith(f".{last}") or last.endswith(f".{first}"))


def _is_rewritten(target: Target) -> bool:
    return not target.key.startswith(f"page:{target.host}")
