"""What browsers needed a plug-in for, by the marks that pages gave it."""

import re
from collections.abc import Sequence

from guidewarden.markup.nodes import MarkupDocument
from guidewarden.rules.nesting import indexes

_FALLBACKS = ("a", "img", "picture", "svg", "video", "audio", "iframe")

_CLASSES = {
    "d27cdb6e-ae6d-11cf-96b8-444553540000": "Flash",
    "166b1bca-3f9c-11cf-8075-444553540000": "Shockwave",
    "02bf25d5-8c17-4b23-bc80-d3488abddc6b": "QuickTime",
    "8ad9c840-044e-11d1-b3e9-00805f499d93": "Java",
    "cfcdaa03-8be4-11cf-b84b-0020afbbccfa": "RealPlayer",
}
_TYPES = {
    "application/x-shockwave-flash": "Flash",
    "application/futuresplash": "Flash",
    "application/x-director": "Shockwave",
    "application/x-silverlight": "Silverlight",
    "application/x-silverlight-2": "Silverlight",
    "application/x-silverlight-app": "Silverlight",
    "application/x-java-applet": "Java",
    "application/x-java-bean": "Java",
    "audio/x-pn-realaudio-plugin": "RealPlayer",
    "application/x-mplayer2": "the Windows Media plug-in",
    "application/x-oleobject": "ActiveX",
    "application/x-unity": "the Unity plug-in",
    "application/vnd.unity": "the Unity plug-in",
}
_FILES = (
    (
        re.compile(
            r"\.(?:swf|spl)(?:[?#]|$)|^https?://(?:www\.)?youtube(?:-nocookie)?\.com/v/", re.IGNORECASE
        ),
        "Flash",
    ),
    (re.compile(r"\.(?:dcr|dir)(?:[?#]|$)", re.IGNORECASE), "Shockwave"),
    (re.compile(r"\.xap(?:[?#]|$)", re.IGNORECASE), "Silverlight"),
    (re.compile(r"\.(?:rm|ram|rpm)(?:[?#]|$)", re.IGNORECASE), "RealPlayer"),
    (re.compile(r"\.unity3d(?:[?#]|$)", re.IGNORECASE), "the Unity plug-in"),
)


def plugin_of_class(identifier: str) -> str | None:
    """Name the plug-in of a ``classid``; None when it is ActiveX, or none that is known."""
    kind, _, value = identifier.strip().lower().partition(":")
    if kind == "java":
        return "Java"
    if value.startswith("cafeefac-"):
        return "Java"
    return _CLASSES.get(value)


def plugin_of_type(media_type: str, address: str) -> str | None:
    """Name the plug-in of a media type, or of what an address's ending says; None when there is none."""
    written = media_type.partition(";")[0].strip().lower()
    if written in _TYPES:
        return _TYPES[written]
    if written and written != "application/octet-stream":
        return None
    return next((name for pattern, name in _FILES if pattern.search(address.strip())), None)


def shown(document: MarkupDocument) -> Sequence[int]:
    """Give the indexes of elements that show something to readers when the object around them cannot."""
    return indexes(document.named(*_FALLBACKS))
