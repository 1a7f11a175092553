"""The pages that registered DOIs lead to: looked at after everything else, each within its own host's budget."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from guidewarden.judge import saw_network_failure
from guidewarden.model import Evidence, Kind, Target
from guidewarden.plan.urls import host_of, link_key

_KEY = "landing:"
_REGISTERED = 1
_DELETED = "/_deleted-doi/"


def landing_targets(targets: Iterable[Target], seen: Mapping[str, Evidence]) -> tuple[Target, ...]:
    """Give the pages to look at, once each: those that are neither a link of a guide nor in ``seen`` already."""
    urls = {url for target in targets if (url := _landing_url(target, seen)) is not None}
    found = {
        f"{_KEY}{link_key(url)}": Target(f"{_KEY}{link_key(url)}", Kind.LINK, url, host_of(url))
        for url in sorted(urls)
    }
    return tuple(target for key, target in found.items() if key not in seen and _link(target.url) not in seen)


def with_landings(
    targets: Iterable[Target], seen: Mapping[str, Evidence], *, offline: bool
) -> dict[str, Evidence]:
    """Give the evidence by target, that of DOIs together with what was seen of their pages.

    ``offline`` says that the internet was lost: then a failure of the network is nothing that was seen.
    """
    return {
        target.key: _with_landing(target, seen, offline=offline) for target in targets if target.key in seen
    }


def _with_landing(target: Target, seen: Mapping[str, Evidence], *, offline: bool) -> Evidence:
    evidence = seen[target.key]
    url = _landing_url(target, seen)
    if url is None:
        return evidence
    landing = seen.get(f"{_KEY}{link_key(url)}") or seen.get(_link(url))
    if landing is None or (offline and saw_network_failure(landing)):
        return evidence
    return replace(evidence, landing=landing)


def _landing_url(target: Target, seen: Mapping[str, Evidence]) -> str | None:
    evidence = seen.get(target.key)
    answer = evidence.handle if evidence is not None and target.kind is Kind.DOI else None
    if answer is None or answer.response_code != _REGISTERED or answer.url is None or _DELETED in answer.url:
        return None
    return answer.url if answer.url.lower().startswith(("http://", "https://")) else None


def _link(url: str) -> str:
    return f"link:{link_key(url)}"
