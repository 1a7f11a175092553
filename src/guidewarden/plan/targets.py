"""From what is written to what is checked: targets of links and of DOIs."""

from collections.abc import Iterator

from msgspec.structs import replace

from guidewarden.model import Kind, Occurrence, Proxy, Role, Target
from guidewarden.plan import doi
from guidewarden.plan.found import Found, Wrapper
from guidewarden.plan.proxied import Unwrapped, unwrap
from guidewarden.plan.texts import Mention
from guidewarden.plan.urls import Form, form_of, host_of, link_key, trim

DOI_HOST = "doi.org"


def link_target(written: str) -> Target | None:
    """Make the target of a link's address, HTML-decoded; None when there is nothing to check.

    Relative addresses, fragments, ``mailto:`` and the like are nothing to check. An address of the DOI
    resolver is a DOI; one that names none is a DOI target without a DOI.
    """
    url = trim(written)
    if url.startswith("//") and host_of(f"https:{url}"):
        url = f"https:{url}"
    form = form_of(url)
    if form is Form.RELATIVE or form is Form.ACTION:
        return None
    named = doi.from_address(url)
    if named is not None:
        return doi_target(named.doi, url)
    return _link(url)


def entry_target(written: str) -> Target | None:
    """Make the target of a value that must be an address, such as a list entry's.

    What has no scheme (``www.nato.int``) is a target all the same, for an address no browser can open; not so
    what is meant to be relative: a path or a fragment.
    """
    target = link_target(written)
    if target is not None:
        return target
    url = trim(written)
    if form_of(url) is Form.ACTION or url.startswith(("/", "#", "?", "./", "../")):
        return None
    return _link(url)


def field_target(written: str) -> Target:
    """Make the target of a DOI field, which holds a DOI in any form, or is malformed."""
    return doi_target(doi.normalise(written), trim(written))


def mention_target(mention: Mention) -> Target | None:
    """Make the target of an address or DOI in running text."""
    if mention.doi is not None:
        return doi_target(mention.doi, mention.value)
    return link_target(mention.value)


def doi_target(name: str | None, written: str) -> Target:
    """Make the target of a DOI; without a name it stands for something malformed, as written."""
    if name is None:
        return Target(f"doi:{doi.doi_key(written)}", Kind.DOI, written, DOI_HOST)
    return Target(f"doi:{doi.doi_key(name)}", Kind.DOI, doi.to_url(name), DOI_HOST, name)


def found_at(target: Target, occurrence: Occurrence, proxy: Proxy) -> Found:
    """Put together what stands at a place; a target that lies behind a proxy is taken out of it.

    The occurrence stays as written, but for the key of its target.
    """
    # A DOI's field may hold an address with a proxy's prefix, which the DOI itself no longer shows.
    address = trim(occurrence.written) if target.kind is Kind.DOI else target.url
    unwrapped = unwrap(address, proxy)
    if unwrapped is None:
        return Found(target, occurrence)
    source = _behind(target, unwrapped)
    place = replace(occurrence, target_key=source.key)
    return Found(source, place, unwrapped, tuple(_wrappers(address, unwrapped)))


def _behind(target: Target, unwrapped: Unwrapped) -> Target:
    if unwrapped.target is None:
        return replace(target, role=Role.OPAQUE)
    if target.kind is Kind.DOI:
        return field_target(unwrapped.target)
    source = link_target(unwrapped.target) or _link(unwrapped.target)
    guessed = not unwrapped.certain and source.kind is Kind.LINK
    return replace(source, role=Role.GUESS) if guessed else source


def _wrappers(url: str, unwrapped: Unwrapped) -> Iterator[Wrapper]:
    """Give what is asked of the proxy: whether it works, and whether it serves this host; once each in a run.

    Both are asked with a real link: what a proxy says to ``/login`` alone differs from place to place.
    """
    if unwrapped.target is None:
        return
    key, host = f"page:{unwrapped.proxy}", host_of(url)
    yield Wrapper(Target(key, Kind.PAGE, url, host, role=Role.PROXY), f"The proxy {unwrapped.proxy}")
    if behind := host_of(unwrapped.target):
        admission = Target(f"{key}+{behind}", Kind.PAGE, url, host, role=Role.ADMISSION)
        yield Wrapper(admission, f"{behind} through {unwrapped.proxy}")


def _link(url: str) -> Target:
    return Target(f"link:{link_key(url)}", Kind.LINK, url, host_of(url))
