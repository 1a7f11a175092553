"""Strings that would like to be markup, script or formulas where they are shown."""

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(1)",
    "-2+3",
    "\t=1+1",
    "{{ 7 * 7 }}",
    "مكتبة الأبحاث",
    "\u202egnp.exe\u202c",
    "\x1b[31mred\x1b[0m\x07",
    "🐉 emoji & ampersands",
    'two\nlines\r\nand a comma, "quoted"',
    "lone \ud83d surrogate",
)
"""Texts that must come out as text, whatever the format."""

HOSTILE_URLS = (
    "javascript:alert(document.domain)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'https://example.org/"><script>alert(1)</script>',
    "https://example.org/" + "very-long-segment/" * 60 + "?q=" + "x" * 900,
    "https://пример.рф/путь?а=б&amp;c=d",
    "https://example.org/\u202egnp.exe",
)
"""Addresses that must never run, act or overflow."""
