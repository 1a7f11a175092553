"""Sources whose own words sound like an error, a wall, a login or a parked domain."""

from functools import partial

from behaviours import pages
from behaviours.answers import catch_all, html, plain
from behaviours.languages import TONGUES
from behaviours.model import Behaviour, Truth
from behaviours.prose import paragraphs

_b = partial(Behaviour, family="misleading-words", truth=Truth.ALIVE)

_POEMS = "Twenty-eight poems on loss and lost places, the author's second collection, in a limited edition of 300 copies."
_SALE = (
    "This domain is for sale: the words stand on millions of pages. We sampled 40,000 parked names, asked their owners "
    "why they hold them, and estimate what the market is worth. Readers who type buy this domain into a search engine "
    "meet a trade with its own auctions, brokers and vocabulary."
)
_NOTHING_FOUND = (
    "<h2>Search this guide</h2><p>Nothing found. Try other words.</p><h2>Tags</h2><p>archives, minutes</p>"
)
_CAPTCHA = (
    "We test 300 people with puzzles that ask them to verify you are human, and find that checking your browser before "
    "accessing a site costs readers with screen readers four minutes on average. The data are available on request."
)


def _german(title: str, words: int) -> str:
    tongue = TONGUES["de"]
    return pages.page(
        f"{title} | {tongue.site}",
        f"<h1>{title}</h1>{paragraphs(title, words)}",
        tongue=tongue,
        site=tongue.site,
    )


BEHAVIOURS: tuple[Behaviour, ...] = (
    _b("about-404", path="/essays/404", respond=html(pages.article("404 Not Found: a history", "nf", 2200))),
    _b("about-404-careless-site", path="/essays/404", respond=html(pages.article("404 Not Found: a history", "nf", 2200)),
       elsewhere=catch_all),
    _b("about-404-short", path="/essays/404-note", respond=html(pages.article("404 Not Found: a note", "nfn", 160))),
    _b("about-404-bare-title", path="/wiki/HTTP_404", respond=html(pages.article("HTTP 404", "wiki404", 1500, site="Open Encyclopedia"))),
    _b("about-page-not-found", path="/design/error-pages", respond=html(
        pages.article("Page not found", "design", 1800, heading="Page not found: how libraries write error pages"))),
    _b("poems-not-found", path="/record/b1123", respond=html(pages.record("Not Found: poems", "Marsh, Ellen", "b1123", _POEMS))),
    _b("poems-not-found-careless-site", path="/record/b1124", respond=html(
        pages.record("Not Found: poems", "Marsh, Ellen", "b1124", _POEMS)), elsewhere=catch_all),
    _b("novel-page-not-found", path="/record/b1125", respond=html(pages.record("Page not found", "Okafor, D.", "b1125", _POEMS))),
    _b("film-404", path="/record/b1126", respond=html(pages.record("Error 404", "Lindqvist, Sara", "b1126", "A film in three parts."))),
    _b("novel-no-longer-available", path="/record/b1127", respond=html(
        pages.record("No longer available", "Reyes, M.", "b1127", "Stories about shops that closed."))),
    _b("nothing-found-in-sidebar", path="/research/side", respond=html(
        pages.article("Committees and their papers", "side", 900, aside=_NOTHING_FOUND))),
    _b("nothing-found-first", path="/research/side2", respond=html(pages.article("Committees, again", "side2", 600).replace(
        '<nav class="crumbs">', '<section class="widget"><h2>Nothing found</h2><p>Type to search.</p></section><nav class="crumbs">'))),
    _b("nothing-found-careless-site", path="/research/side3", respond=html(
        pages.article("Committees, once more", "side3", 900, aside=_NOTHING_FOUND)), elsewhere=catch_all),
    _b("not-found-in-text", path="/research/lost", respond=html(pages.article("The lost minutes", "lost", 700).replace(
        "</article>", "<p>The page was not found in the archive: error 404, so to speak.</p></article>"))),
    _b("troubleshooting-guide", path="/help/e-journals", respond=html(pages.page("Help with e-journals | " + pages.SITE, (
        "<h1>Help with e-journals</h1><h2>Page not found</h2><p>Tell us the address.</p><h2>Access denied</h2>"
        f"<p>Connect to the VPN first.</p><h2>Login required</h2>{paragraphs('help', 500)}")))),
    _b("german-not-found-novel", path="/titel/88", respond=html(_german("Nicht gefunden: Roman", 90))),
    _b("german-about-404", path="/beitrag/89", respond=html(_german("Fehler 404: eine Kulturgeschichte", 1500))),
    _b("access-denied-book", path="/record/b2001", respond=html(pages.record(
        "Access denied: the practice and policy of global internet filtering", "Deibert, R.", "b2001", "A survey of censorship."))),
    _b("access-denied-article", path="/articles/censorship", respond=html(
        pages.article("Access denied: censorship in the library", "censor", 1400))),
    _b("forbidden-book", path="/record/b2002", respond=html(pages.record(
        "Forbidden: a history of banned books", "Ames, T.", "b2002", "From the index to the playground."))),
    _b("just-a-moment-poet", path="/events/poet", respond=html(pages.article("Just a moment… with the poet", "poet", 700))),
    _b("just-a-moment-short", path="/events/poet2", respond=html(pages.record(
        "Just a moment", "Tan, Lily", "poet2", "A chapbook of very short poems."))),
    _b("security-check-article", path="/articles/security", respond=html(pages.article("Security check", "security", 900))),
    _b("security-check-record", path="/record/b2003", respond=html(pages.record(
        "Security check: a handbook for museums", "Bauer, K.", "b2003", "Locks, guards and lists."))),
    _b("captcha-paper", path="/papers/captcha", respond=html(pages.record(
        "Are you a robot? What puzzles cost readers", "Singh, P.", "captcha", _CAPTCHA))),
    _b("login-dictionary-word", path="/dictionary/login", respond=html(pages.article(
        "Login | Oxford English Dictionary history of the word", "login", 600, site="Word histories"))),
    _b("sign-in-for-deaf-readers", path="/record/b2004", respond=html(pages.record(
        "Sign in: a course in sign language", "Moreau, J.", "b2004", "Thirty lessons with drawings."))),
    _b("domain-sale-study", path="/papers/domains", respond=html(pages.article("Domain for sale: a market study", "domains", 1600))),
    _b("domain-sale-abstract", path="/papers/parked", respond=html(pages.record(
        "“This domain is for sale”: the economics of parked names", "Hall, G.", "parked", _SALE))),
    _b("domain-sale-careless-site", path="/papers/parked2", respond=html(pages.record(
        "“This domain is for sale”: the economics of parked names", "Hall, G.", "parked2", _SALE)), elsewhere=catch_all),
    _b("error-in-api-field", path="/api/dictionary/error", respond=plain(
        "application/json", b'{"headword":"error","definition":"something not found to be true","examples":["404 not found"]}')),
    _b("plain-text-about-404", path="/rfc/notes.txt", respond=plain(
        "text/plain", b"404 Not Found\n\nNotes on the status codes of the protocol, collected for the course.\n" * 40)),
    _b("path-error", path="/error/analysis.html", respond=html(pages.article("Error analysis in surveys", "errors", 900))),
    _b("path-404", path="/rooms/404", respond=html(pages.article("Room 404", "room", 120))),
    _b("path-login", path="/login/history.html", respond=html(pages.article("How logins came about", "logins", 800))),
)  # fmt: skip
