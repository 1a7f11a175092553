"""IE140."""

import re
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.ie11 import at, elements, hit, markups
from guidewarden.rules.rule import GuideContext, Hit, rule

_LIBRARY = re.compile(
    r"(?<![a-z])(bootstrap|jquery|vue|react|d3|chart(?:\.js)?|swiper|leaflet)(?:js)?(?:\.bundle|\.slim)?(?:[@/.-]v?)(\d+)(?=[.@/_-]|$)",
    re.IGNORECASE,
)
_LAST = {"bootstrap": 4, "jquery": 3, "vue": 2, "react": 17, "d3": 5, "chart": 2, "swiper": 4, "leaflet": 1}
"""The last major version that ran in Internet Explorer 11, by the projects' own words."""
_SHOWN = {
    "bootstrap": "Bootstrap",
    "jquery": "jQuery",
    "vue": "Vue",
    "react": "React",
    "d3": "D3",
    "chart": "Chart.js",
    "swiper": "Swiper",
    "leaflet": "Leaflet",
}


@rule("IE140", "ie11-libraries", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_libraries(context: GuideContext) -> Iterator[Hit]:
    """A library is loaded in a version that no longer runs in Internet Explorer 11.

    What it finds:
        With `markup.target: ie11`: Bootstrap 5, jQuery 4, Vue 3, React 18, D3 6, Chart.js 3, Swiper 5 and later ones, by
        the address of a script or a style sheet. In the platform's part this is a note, said once: authors cannot change
        it.

    Why it matters:
        What the library does (menus, tabs, maps) does not work there, however carefully the rest is written.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <p>Text</p><script src="https://cdn.example.org/npm/bootstrap@5.3.2/dist/js/bootstrap.bundle.min.js"></script>
        ```

        ```yaml
        # settings: markup.target=ie11
        furniture: >-
          <link rel="stylesheet" href="https://cdn.example.org/bootstrap/5.1.3/css/bootstrap.min.css">
          <a href="#s-lg-guide-main">Skip to Main Content</a>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: <p>Text</p><script src="https://cdn.example.org/npm/bootstrap@4.6.2/dist/js/bootstrap.min.js"></script>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>Text</p><script src="https://code.example.org/jquery-3.7.1.min.js"></script>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>Text</p><script src="https://example.org/jquery-plugin/4/tabs.js?bootstrap=5"></script>
        ```

        ```yaml
        - html: <p>Text</p><script src="https://cdn.example.org/npm/bootstrap@5.3.2/dist/js/bootstrap.bundle.min.js"></script>
        ```

    How to fix:
        In LibGuides, edit the Media / Widget asset, or open the box's rich text and click Source (`<>`), and load the last
        version that knows Internet Explorer 11.

    Source:
        Bootstrap 5, “Browsers and devices”; jQuery 4.0 release notes; Vue 3, RFC 0038; React 18 upgrade guide
    """
    for markup in markups(context):
        yield from once_per_text(
            hit(
                markup,
                f"{_SHOWN[name]} {version} does not run in Internet Explorer 11",
                at(element, attribute),
                f"{name} {version}",
                Severity.INFO if markup.is_furniture else None,
            )
            for element in elements(markup, "script", "link")
            for attribute in ("src" if element.name == "script" else "href",)
            for name, version in _libraries(element.get(attribute) or "")
        )


def _libraries(address: str) -> Iterator[tuple[str, int]]:
    found = _LIBRARY.search(address[:2000].partition("?")[0])
    if found:
        name, version = found[1].lower().removesuffix(".js"), int(found[2][:4])
        if version > _LAST[name]:
            yield name, version
