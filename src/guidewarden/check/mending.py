"""Mending the head of an answer that browsers understand and a strict reader would refuse. Pure.

A site whose server writes a header line badly opens for every reader; it must not be told to be failing.
What browsers refuse as well (two different lengths, a NUL) stays as it is, and so is refused.
"""

import re

HEAD_LIMIT = 100 * 1024
"""Bytes of a head that are waited for."""

_LEADING = re.compile(rb"[\r\n]*")
_END = re.compile(rb"\r?\n\r?\n")
_TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_SOUND = re.compile(
    rb"HTTP/[^\n]*\n(?:(?!content-length|transfer-encoding)" + _TOKEN + rb":[^\n]*\n|"
    rb"content-length:[ \t]*\d+[ \t]*\r?\n|transfer-encoding:[ \t]*chunked[ \t]*\r?\n)*\r?\n",
    re.IGNORECASE,
)
_LINE = re.compile(rb"(" + _TOKEN + rb")[ \t]*:(.*)", re.DOTALL)


def head_end(data: bytes | bytearray) -> int | None:
    """Give where the head ends that ``data`` begins with, None when it has not ended yet."""
    leading = _LEADING.match(data)
    found = _END.search(data, leading.end() if leading else 0)
    return found.end() if found else None


def mend_head(head: bytes) -> bytes:
    """Give a head, from status line to empty line, with what cannot be read left out; a sound one unchanged."""
    if head.startswith(b"HTTP/") and _SOUND.fullmatch(head) and head.lower().count(b"transfer-encoding:") < 2:
        return head
    status, *lines = head.lstrip(b"\r\n").rstrip(b"\r\n").split(b"\n")
    if status[:5].upper() == b"HTTP/":
        status = b"HTTP/" + status[5:]
    kept = [status.rstrip(b"\r")]
    names: set[bytes] = set()
    continued = False
    for line in (each.rstrip(b"\r") for each in lines):
        if line[:1] in {b" ", b"\t"}:
            if continued:
                kept.append(line)
            continue
        match = _LINE.fullmatch(line)
        continued = match is not None and _is_usable(match[1].lower(), match[2].strip(), names)
        if match is not None and continued:
            names.add(match[1].lower())
            kept.append(match[1] + b":" + match[2])
    return b"\r\n".join(kept) + b"\r\n\r\n"


def _is_usable(name: bytes, value: bytes, seen: set[bytes]) -> bool:
    """Tell whether a header helps: a length that is no number and ``identity`` say nothing about the body."""
    if name == b"content-length":
        return bool(re.fullmatch(rb"\d+(?:[ \t]*,[ \t]*\d+)*", value))
    if name == b"transfer-encoding":
        return value.lower() != b"identity" and not (value.lower() == b"chunked" and name in seen)
    return True
