"""What the rules about proxied links share: which links these are, and the one change that mends each."""

import re
from collections.abc import Iterator

from msgspec import Struct

from guidewarden.model import Fix, Proxy
from guidewarden.plan import Found
from guidewarden.plan.proxied import Flaw, Unwrapped, is_ours, unwrap, wrap
from guidewarden.plan.proxy_hosts import has_suffix
from guidewarden.plan.urls import host_of
from guidewarden.rules.fixes import replace_written
from guidewarden.rules.rule import GuideContext

_SOURCE = re.compile(r"sources(?:\.|\[).*\.(?:URL|DOI)", re.DOTALL)


class Remedy(Struct, frozen=True):
    """What to write instead, and the rule that offers it: two fixes of one address would undo each other."""

    code: str
    text: str
    safe: bool


def proxied(context: GuideContext) -> Iterator[tuple[Found, Unwrapped]]:
    """Give the links of a guide that lead through a proxy in a form that shows where to."""
    for found in context.found:
        if found.proxied is not None and found.proxied.target is not None:
            yield found, found.proxied


def is_open(unwrapped: Unwrapped, proxy: Proxy) -> bool:
    """Tell whether what lies behind the proxy is open to everybody, by the settings."""
    host = host_of(unwrapped.target or "")
    return bool(host) and any(has_suffix(host, each) for each in proxy.open)


def in_source(found: Found) -> bool:
    """Tell whether the link is the address or DOI of a cited source."""
    return _SOURCE.fullmatch(found.occurrence.route) is not None


def remedy(found: Found, proxy: Proxy) -> Remedy | None:
    """Give the change that mends a proxied link, None when there is nothing to mend or no one way to do it."""
    unwrapped = found.proxied
    if unwrapped is None or unwrapped.target is None or unwrapped.inside is None:
        return None
    if in_source(found):
        doi = found.target.doi if found.occurrence.route.endswith(".DOI") else None
        return Remedy("LNK024", doi or unwrapped.target, unwrapped.certain)
    if is_open(unwrapped, proxy):
        return Remedy("LNK022", unwrapped.target, unwrapped.certain)
    if Flaw.DOUBLE_PREFIX in unwrapped.flaws:
        inside = _one_prefix(unwrapped, proxy)
        return Remedy("LNK020", inside, safe=True) if inside else None
    if len(proxy.prefixes) != 1:
        return None
    prefixed, ours = wrap(unwrapped.target, proxy.prefixes[0]), is_ours(unwrapped, proxy)
    if Flaw.HOST_FORM in unwrapped.flaws:
        return Remedy("LNK023", prefixed, unwrapped.certain and ours)
    return None if ours else Remedy("LNK021", prefixed, safe=False)


def _one_prefix(unwrapped: Unwrapped, proxy: Proxy) -> str | None:
    """Give the link with the innermost of its prefixes alone; None when they are those of several proxies."""
    inside = unwrapped.inside
    while inside is not None:
        inner = unwrap(inside, proxy)
        if inner is None or inner.proxy != unwrapped.proxy:
            return None
        if Flaw.DOUBLE_PREFIX not in inner.flaws:
            break
        inside = inner.inside
    return inside


def fix_by(code: str, found: Found, context: GuideContext) -> Fix | None:
    """Give the fix of a proxied link if it is this rule's to offer."""
    offered = remedy(found, context.project.settings.proxy)
    if offered is None or offered.code != code:
        return None
    return replace_written(
        context.document,
        found.occurrence,
        offered.text,
        safe=offered.safe,
        description=f"Write {offered.text}",
    )
