"""The pages of the practice web. Every one of them says that it is a practice page."""

import hashlib
import re
from html import escape
from urllib.parse import unquote, urlsplit

_STYLE = """
body{font:1.05rem/1.6 system-ui,sans-serif;color:#1d2733;background:#fbfaf7;margin:0}
header,main,footer{max-width:44rem;margin:auto;padding:1rem 1.5rem}
.practice{background:#fff3d6;border-bottom:2px solid #b77900;padding:.6rem 1.5rem;text-align:center}
h1{font:600 2rem/1.2 Georgia,serif;margin:.5rem 0}h2{font:600 1.25rem/1.3 Georgia,serif;margin-top:2rem}
a{color:#0b57a4}footer{color:#51606f;border-top:1px solid #d8d3c7;margin-top:2rem}
"""
_BANNER = "Practice web: guidewarden made this page up; it is not the real {}."

_OPENINGS = (
    "This page gathers what a first reader of “{}” needs: what exists, where it is kept, and how to ask for it.",
    "Here you find “{}” described from the beginning: its origin, its extent, and the ways into it.",
    "“{}” is described here for students and researchers, with notes on what is open and what is still closed.",
)
_CONTENTS = (
    (
        "The material is arranged in order of time, and within a year by the body that made it. Each item has a "
        "short description, a date, and a reference code that stays the same when addresses change."
    ),
    (
        "The items are grouped by subject. A description tells who wrote each one, for whom, and when; where the "
        "original is in another language, a summary in English stands beside it."
    ),
    (
        "Minutes, letters and memoranda are listed one by one; photographs and maps are listed by box. Scans exist "
        "for about half of them, and more are added every month."
    ),
)
_USE = (
    (
        "Note the collection, the reference code and the date whenever you cite an item. If a document is not yet "
        "scanned, the reading room can bring the original within two working days."
    ),
    (
        "Search by name, place or year; several spellings of a name are worth trying, because the oldest "
        "descriptions were typed by hand. Ask the staff when a search gives nothing at all."
    ),
    (
        "Begin with the overview and follow its links to the single items. Quotations need the reference code; "
        "longer extracts need the permission of whoever holds the rights."
    ),
)
_LINKS = (("/about", "About us"), ("/collections", "All collections"), ("/help", "Help for readers"), ("/contact", "Contact"))  # fmt: skip


def title_of(url: str) -> str:
    """Make a readable title of an address: ``https://www.nato.int/cps/topics_50090.htm`` → ``Topics 50090``."""
    parts = urlsplit(url)
    segments = [segment for segment in unquote(parts.path, errors="replace").split("/") if segment]
    if segments and re.fullmatch(r"index\.\w+", segments[-1]) and len(segments) > 1:
        segments.pop()
    words = " ".join(re.sub(r"\.\w{2,5}$", "", segments[-1]).replace("_", "-").split("-")) if segments else ""
    words = " ".join(words.split())
    return words[:1].upper() + words[1:] if words else f"Welcome to {_site(url)}"


def good_page(url: str) -> str:
    """Write a page of substance for an address: at least 600 visible characters, always the same ones."""
    title, site = title_of(url), _site(url)
    pick = hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()
    name = escape(title)
    links = "".join(f'<li><a href="{path}">{text}</a></li>' for path, text in _LINKS)
    body = f"""
<p>{_OPENINGS[pick[0] % len(_OPENINGS)].format(name)} It was last looked through in the year {1990 + pick[1] % 35}.</p>
<h2 id="contents">What is here</h2>
<p>{_CONTENTS[pick[2] % len(_CONTENTS)]} There are {100 + pick[3] * 7} items at present.</p>
<h2 id="use">How to use it</h2>
<p>{_USE[pick[4] % len(_USE)]}</p>
<h2 id="more">More from {escape(site)}</h2>
<ul>{links}</ul>"""
    return _document(site, title, f"{title} | {site}", body)


def not_found_page(url: str) -> str:
    """Write the page an honest server shows with a 404, and a careless one with a 200."""
    body = '<p>The address you asked for does not exist here.</p><p><a href="/">Front page</a></p>'
    return _document(_site(url), "Page not found", f"Page not found | {_site(url)}", body)


def gone_page(url: str) -> str:
    """Write the page that goes with a 410."""
    return _document(_site(url), "Gone", "Gone", "<p>This page was removed and will not come back.</p>")


def bot_wall_page(url: str) -> str:
    """Write a challenge as content networks show it to programs, with a 403 (titles as seen in the field)."""
    body = '<p>Verify you are human.</p><script src="/cdn-cgi/challenge-platform/practice.js"></script>'
    return _document(_site(url), _site(url), "Just a moment...", body)


def challenge_page(url: str) -> str:
    """Write a challenge that comes with a 200, as some journal platforms give it to programs."""
    body = "<noscript>Please turn JavaScript on.</noscript><script>/*" + "practice " * 330 + "*/</script>"
    return _document(_site(url), "Client Challenge", "Client Challenge", body)


def login_page(url: str) -> str:
    """Write a login page with a password field."""
    body = """
<form method="post" action="/login"><p><label>User name <input name="user" autocomplete="username"></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password"></label></p>
<p><button>Log in</button></p></form>"""
    return _document(_site(url), "Log in", f"Log in | {_site(url)}", body)


def parked_page(url: str) -> str:
    """Write what a domain shows when its owner let it go."""
    body = """
<p>This domain is for sale. Make an offer today.</p>
<ul><li><a href="/?q=cheap+flights">Cheap flights</a></li><li><a href="/?q=loans">Loans</a></li></ul>"""
    return _document(_site(url), _site(url), f"{_site(url)} - this domain is for sale", body)


def message_page(url: str, title: str, text: str) -> str:
    """Write a page that says one thing."""
    return _document(_site(url), title, title, f"<p>{escape(text)}</p>")


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "this site").removeprefix("www.")


def _document(site: str, heading: str, title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>
<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>
<body><p class="practice">{escape(_BANNER.format(site))}</p>
<main><h1>{escape(heading)}</h1>{body}</main>
<footer>Shown by <code>guidewarden demo</code> on this computer only.</footer></body></html>
"""
