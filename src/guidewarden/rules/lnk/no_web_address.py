"""LNK013."""

from collections.abc import Iterator

from guidewarden.model import LinksBlock, Severity
from guidewarden.rules.rule import GuideContext, Hit, rule

_ACTIONS = ("javascript:", "data:", "about:", "blob:", "vbscript:")
_RELATIVE = ("/", "#", "?", "./", "../")


@rule("LNK013", "no-web-address", severity=Severity.WARNING, phase="static", since="0.1")
def no_web_address(context: GuideContext) -> Iterator[Hit]:
    """An entry of a link list leads to no page of its own.

    What it finds:
        Entries whose address is relative (`/page`, `#part`), and so depends on where the guide is shown, or is no
        address but an action (`javascript:`, `data:`, `about:`; an error).

    Why it matters:
        No check can tell where such an entry leads, and in a newsletter, a catalogue or a printed list it leads
        nowhere.

    Bad:
        ```yaml
        - links:
            - {url: /c.php?g=1234, label: Our other guide, note: More sources.}
        ```

        ```yaml
        - links:
            - {url: "#archives", label: Archives, note: Further down.}
        ```

        ```yaml
        - links:
            - {url: "javascript:void(0)", label: Open the list, note: In a new window.}
        ```

    Good:
        ```yaml
        - links:
            - {url: "https://example.org/c.php?g=1234", label: Our other guide, note: More sources.}
        ```

        A mail address is fine:

        ```yaml
        - links:
            - {url: "mailto:desk@example.org", label: Write to the desk, note: Answers within a day.}
        ```

        A link within the page, where it belongs, in prose:

        ```yaml
        - markdown: Further down are [the archives](#archives).
        ```

    How to fix:
        Write the whole address, from https:// on, as the browser's address bar shows it.

        In LibGuides, edit the link and paste the address of the page.
    """
    for number, section in enumerate(context.document.guide.sections):
        for index, block in enumerate(section.blocks):
            if not isinstance(block, LinksBlock):
                continue
            for item, entry in enumerate(block.links):
                route = f"sections[{number}].blocks[{index}].links[{item}].url"
                written = entry.url.strip().lower()
                if written.startswith(_ACTIONS):
                    message = (
                        "This entry is an action of a script or a piece of data, not a page readers can go to"
                    )
                    yield Hit(route, message, label=entry.label, written=entry.url, severity=Severity.ERROR)
                elif written.startswith(_RELATIVE) and not written.startswith("//"):
                    message = "This address is relative: where it leads depends on where the guide is shown"
                    yield Hit(route, message, label=entry.label, written=entry.url)
