"""LNK012."""

import ipaddress
import re
from collections.abc import Iterator, Sequence
from urllib.parse import SplitResult, urlsplit

from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule

_TRACES = ("/libguides/", "/admin_c.php", "/wp-admin/", "/wp-login.php", "/node/", "localhost", "@", "[")
"""What an address in an editor or on the author's own machine has, where its host does not begin with a digit."""
_DIGITS = frozenset("0123456789")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_EDITOR = re.compile(
    r"^/libguides/(?:admin|preview)|^/admin_c\.php|^/wp-admin/|^/wp-login\.php|^/node/\d+/edit$",
    re.IGNORECASE,
)


@rule("LNK012", "file-or-admin-url", severity=Severity.WARNING, phase="static", since="0.1")
def file_or_admin_url(context: GuideContext) -> Iterator[Hit]:
    """A link leads to the author's own machine or into an editor, where readers cannot follow.

    What it finds:
        `file://` addresses and paths such as `C:\\…` (an error: they open for nobody else), `localhost` and
        loopback addresses, and addresses of editors, such as `…libapps.com/libguides/admin…` or `/wp-admin/`.
        Hosts and networks under `network.allow` in guidewarden.yaml are taken as meant.

    Why it matters:
        The link works for its author and looks fine in every test at that desk; readers get an error or a
        log-in page.

    Bad:
        ```yaml
        - html: <p><a href="file:///C:/Users/me/Desktop/handout.pdf">The handout</a></p>
        ```

        ```yaml
        - links:
            - {url: "http://localhost:8080/draft", label: The exhibition, note: Opening hours.}
        ```

        ```yaml
        - links:
            - {url: "https://example.libapps.com/libguides/admin_c.php?g=12345", label: Our guide, note: More sources.}
        ```

    Good:
        ```yaml
        - links:
            - {url: https://example.org/files/handout.pdf, label: The handout, note: Two pages.}
        ```

        The published form of a guide:

        ```yaml
        - links:
            - {url: "https://example.libguides.com/c.php?g=12345", label: Our guide, note: More sources.}
        ```

        Pages about administration are not an editor:

        ```yaml
        - links:
            - {url: https://example.org/administration/history, label: The administration, note: Its history.}
        ```

        A network that you allow:

        ```yaml
        # settings: network.allow=127.0.0.0/8
        - links:
            - {url: "http://127.0.0.1:8000/page", label: A practice page, note: On this machine.}
        ```

    How to fix:
        Put the file where readers can open it, and link to the page that they see.

        In LibGuides, upload the document to the guide (Add / Reorder, then Document / File) and link to that. For
        a page of an editor, open the published page in a private window and copy its address.
    """
    for occurrence in (found.occurrence for found in context.found):
        written = occurrence.written.strip()
        if written.lower().startswith("file:") or _DRIVE.match(written):
            yield Hit.at(
                occurrence,
                "This link leads to a file on the author's own computer; no reader can open it",
                severity=Severity.ERROR,
            )
            continue
        parts = _split(written) if _is_suspect(written.lower()) else None
        if parts is None or not parts.hostname:
            continue
        if _is_own_machine(parts.hostname) and not _allowed(
            parts.hostname, context.project.settings.network.allow
        ):
            yield Hit.at(occurrence, f"This link leads to the author's own machine ({parts.hostname})")
        elif _EDITOR.search(parts.path):
            yield Hit.at(occurrence, "This link leads into an editor, where readers are asked to log in")


def _is_suspect(lowered: str) -> bool:
    """Whether an address may be an editor's or one of an own machine: most are not, and need not be taken apart."""
    for trace in _TRACES:
        if trace in lowered:
            return True
    host = lowered.find("//") + 2
    return lowered[host : host + 1] in _DIGITS or not (lowered.isascii() and lowered.isprintable())


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.scheme.lower() in {"http", "https"} else None


def _is_own_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    address = _address(host)
    return address is not None and (address.is_loopback or address.is_unspecified)


def _allowed(host: str, allow: Sequence[str]) -> bool:
    address = _address("127.0.0.1" if host.endswith("localhost") else host)
    for entry in allow:
        if entry.lower() == host:
            return True
        try:
            network = ipaddress.ip_network(entry, strict=False)
        except ValueError:
            continue
        if address is not None and address in network:
            return True
    return False


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
