"""Sites that tell addresses apart: works and advice with names like error pages, notices of removal, pages for members; empty servers."""

from functools import partial

from behaviours import pages
from behaviours.answers import go, honest, html
from behaviours.model import Answer, Ask, Behaviour, Truth
from behaviours.prose import sentences
from guidewarden.demo.server import Reply, Response
from guidewarden.model import State

_b = partial(Behaviour, family="named")
_UNVERIFIABLE = frozenset({State.UNVERIFIABLE})
_NGINX = html(
    "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1><hr>nginx</body></html>", 404
)
_CARELESS = html(pages.page("Record error | Catalogue", "<h1>No such record</h1><p>The record you asked for does not exist.</p>"))  # fmt: skip


def _with(other: Answer) -> Answer:
    return lambda ask: (honest if ask.path == "/" else other)(ask)


def _records(records: dict[str, tuple[str, str]]) -> tuple[Behaviour, ...]:
    """Make two behaviours of each title and its facts: other addresses get 404, or are told otherwise with 200."""
    return tuple(
        _b(f"named-{name}{end}", path="/record/77", truth=Truth.ALIVE, elsewhere=_with(other),
           respond=html(pages.page(f"{title} | Town Library", f"<h1>{title}</h1><p>{facts}</p>")))
        for name, (title, facts) in records.items()
        for end, other in (("", _NGINX), ("-careless", _CARELESS))
    )  # fmt: skip


def _alone(
    truth: Truth, also: frozenset[State], named: dict[str, tuple[str, str]], path: str = "/p/77x"
) -> tuple[Behaviour, ...]:
    """Make a behaviour of each title and matter, at an address of its own; others get the server's 404."""
    return tuple(
        _b(f"alone-{name}", path=path, truth=truth, also=also, elsewhere=_with(_NGINX), respond=html(pages.page(title, matter)))
        for name, (title, matter) in named.items()
    )  # fmt: skip


_TITLED = {
    "novel": ("Not found : a novel", "Main Author: Turner, P. Published 2004. Format Book"),
    "exhibition": ("Page not found", "Artists' books, Gallery 3, 2 May to 9 June 2019. Catalogue, 48 p."),
    "looking-for": ("The page you were looking for", "Poems by J. Moor. Ghent: Tide Press, 2011. 64 p."),
    "gedichte": ("Nicht gefunden", "Gedichte / A. Vogt. - Wien : Löcker, 1998. - 80 S. Signatur: Lit 77"),
    "roman": ("Introuvable", "Roman. Auteur : M. Duval. Paris : Seuil, 2003. 211 p. Cote : R DUV"),
    "stichi": ("Не найдено", "Стихи. Автор: И. Петров. Москва, 1991. 96 с."),
    "shosetsu": ("見つかりません", "小説。著者：佐藤一。東京、二〇〇一年。請求記号：九一三。"),
    "album": ("Error 404", "Album by the band The Sluice. Tide Records, 2001. CD, 41 min."),
    "stories": ("This account has been deleted", "Short stories by K. Lund. Oslo, 2017. 144 p."),
    "memoirs": ("Withdrawn", "Memoirs of a postmaster. London, 1931. 300 p. Status: On shelf"),
    "no-longer": ("This page is no longer available", "Installation by K. Lund, 2015. Video, 12 min."),
    "video": ("Video unavailable", "A film by K. Lund. Directed and edited in Narva, 2009."),
    "members": ("Members only", "Novel by K. Lund. Oslo, 1988. 210 p. Call number 839.8 LUN"),
    "denied": ("Access denied", "A history of passports. London, 1991. 300 p. Shelfmark X.770/4"),
    "works": ("It works!", "A manual for millers. Ghent, 1903. 90 p."),
    "maintenance": ("Under maintenance", "Photographs of the lock works, 1931. 24 prints."),
    "sale": ("This domain is for sale", "Play in two acts by K. Lund. First performed 2006. 51 p."),
    "fatal": ("Fatal error", "Crime novel by J. Moor. Leith, 1997. 288 p."),
    "removed": ("Removed", "Letters of exiles, 1921-1924. Shelfmark MS 77."),
    "gone": ("410 Gone", "Album by The Sluice. Tide Records, 2004."),
}
_ALIVE = {
    "poem": ("Gone", "<h1>Gone</h1><p>Not here,<br>not there,<br>not anywhere.</p>"),
    "errata": ("Errata", "<h1>Errata</h1><p>Page 12, line 4, was removed in error. It is printed here.</p>"),
    "statue": ("The statue", "<h1>The statue</h1><p>The statue was removed in 2017.</p>"),
    "standard": ("Standard 77:1998", "<h1>Standard 77:1998</h1><p>This standard has been withdrawn and replaced by Standard 77:2012.</p>"),
    "retracted": ("RETRACTED: Rye yields", "<h1>RETRACTED: Rye yields</h1><p>This article has been retracted at the request of the editors.</p>"),
    "lost-film": ("The Miller's Daughter (1921)", "<h1>The Miller's Daughter (1921)</h1><p>This film is lost. No copy could be found in any archive.</p>"),
    "no-results": ("Experiment 9", "<h1>Experiment 9</h1><p>No results. The samples could not be found.</p>"),
    "embargo": ("The wool trade", "<h1>The wool trade</h1><p>Vermeulen, A. (2015). Full text not available. Restricted to registered users until 2030. Request a copy.</p>"),
    "preview": ("The ferry question", "<h1>The ferry question</h1><p>J. Moor, Maritime Review 12 (1931), pp. 3-19. This is a preview. Log in through your library.</p>"),
    "out-of-stock": ("Atlas of 1794", "<h1>Atlas of 1794</h1><p>This item is out of stock. Engraved title, 24 maps.</p>"),
    "opening": ("Map room", "<h1>Map room</h1><p>Closed on Mondays for maintenance.</p>"),
    "how-to-log-in": ("E-books from home", "<h1>E-books from home</h1><p>Log in with your library card. Sign in through your institution for articles.</p>"),
    "nginx-manual": ("Welcome to nginx", "<h1>Welcome to nginx</h1><p>A course in three evenings: how web servers answer, and what to do when they do not.</p>"),
    "dublin-core": ("Deleted scenes", '<meta name="DC.creator" content="Lund"><h1>Deleted scenes</h1><p>Item removed from the final cut.</p>'),
}  # fmt: skip
_ADVICE = {
    "not-on-shelf": ("Item not found?", "<h1>Item not found?</h1><p>If the item you requested could not be found on the shelf, tell us. We search for two weeks.</p>"),
    "withdrawals": ("Withdrawn items", "<h1>Withdrawn items</h1><p>Items that have been withdrawn are sold on the first Saturday of the month.</p>"),
    "weeding": ("Removed from stock", "<h1>Removed from stock</h1><p>This list names what was removed in spring.</p><ul><li>Rye and rule</li><li>Ferry tables</li></ul>"),
    "cannot-find-it": ("Can't find it?", "<h1>Can't find what you are looking for?</h1><p>Try interlibrary loan, or ask a librarian.</p>"),
    "no-access": ("No access?", "<h1>You do not have access?</h1><p>Members of the university log in with their account. Others ask at the desk.</p>"),
    "off-campus": ("Off campus", "<h1>Working off campus</h1><p>Please log in with your university account. Install the VPN client first.</p>"),
    "takedown": ("Takedown policy", "<h1>Takedown policy</h1><p>When a document has been removed, a notice stands in its place. The document is no longer available then.</p>"),
    "cancelled-databases": ("Databases", "<h1>Databases no longer available</h1><p>Rye Online was cancelled. Ferry Index has been discontinued.</p>"),
    "lost-books": ("Lost books", "<h1>Lost books</h1><p>Seven books could not be found at the stock-take.</p>"),
    "error-messages": ("Error messages", "<h1>Error messages</h1><p>What “not found” means, and what to do.</p>"),
    "system-status": ("Service status", "<h1>Service status</h1><p>All systems are up. The last outage was in May.</p>"),
    "about-cookies": ("Cookies", "<h1>Cookies</h1><p>We use two cookies. You can accept or refuse them.</p>"),
    "cancelled-lecture": ("Lecture cancelled", "<h1>Lecture cancelled</h1><p>The lecture was removed from the programme.</p>"),
    "closed-branch": ("Harbour branch", "<h1>Harbour branch</h1><p>This branch has been closed and its website moved to the county.</p>"),
}  # fmt: skip
_REMOVED = {
    "withdrawn": ("Repository", "<h1>Item Withdrawn</h1><p>The item you are trying to access has been withdrawn from the digital repository.</p>"),
    "deleted": ("Files", "<h1>This item was deleted</h1><p>The item has been deleted by its owner.</p>"),
    "content": ("Library", "<h1>Content removed</h1><p>This document has been removed at the request of the rights holder.</p>"),
    "video-gone": ("Films", "<h1>Video unavailable</h1><p>This video has been removed by the uploader.</p>"),
    "account": ("Profiles", "<h1>Account deleted</h1><p>The user has deleted this account and all its pages.</p>"),
    "expired": ("Shared files", "<h1>Link expired</h1><p>This share link expired on 3 May 2020. Ask the sender for a new one.</p>"),
    "object": ("Deleted object | Digital Library", "<h1>Object deleted</h1><p>The object uni:5521 was deleted on 2020-02-11 and is no longer available.</p>"),
    "trash": ("Drive", "<h1>File is in owner's trash</h1><p>The file you are trying to view has been moved to the trash by its owner.</p>"),
    "guide": ("Guide Unavailable", "<h1>Guide Unavailable</h1><p>The guide you are trying to view is not currently published.</p>"),
    "inhalt": ("Archiv", "<h1>Dieser Inhalt wurde gelöscht</h1><p>Das Dokument ist nicht mehr verfügbar.</p>"),
    "document": ("Archives", "<h1>Ce document a été supprimé</h1><p>Cette page n'est plus disponible.</p>"),
    "pagina-it": ("Archivio", "<h1>La pagina è stata rimossa</h1><p>Il documento non è più disponibile.</p>"),
    "pagina-es": ("Archivo", "<h1>Esta página ha sido eliminada</h1><p>El documento ya no está disponible.</p>"),
    "stranica": ("Архив", "<h1>Страница удалена</h1><p>Материал удалён автором.</p>"),
    "neirong": ("档案", "<h1>该内容已被删除</h1><p>此内容因违规无法查看</p>"),
    "strona": ("Archiwum", "<h1>Strona została usunięta</h1><p>Dokument nie jest już dostępny.</p>"),
}  # fmt: skip
_DOUBTFUL = {
    "tombstone": ("Withdrawn", "<h1>This item has been withdrawn</h1><p>The item was withdrawn in 2021. Author: K. Lund. Published 2004.</p>"),
    "similar": ("Item unavailable | Prints", f"<h1>This item is no longer available</h1><h2>Similar items</h2><p>{' '.join(sentences('similar', 120))}</p>"),
    "page": ("County", "<h1>Page not found</h1><p>The page you requested could not be found.</p>"),
    "long-list": ("Removed | Papers", f"<h1>This document has been removed</h1><p>The document you requested was removed by its uploader. {' '.join(sentences('list', 60))}</p>"),
    "archived": ("Zugriff nicht möglich", "<h1>Diese Seite ist nicht mehr verfügbar</h1><p>Der Inhalt wurde archiviert und ist online nicht mehr abrufbar.</p>"),
    "one-notice": ("This content has been removed", "<h1>This content has been removed</h1><p>By wish.</p>"),
}  # fmt: skip
_MEMBERS = {
    "password": ("Research guides", "<h1>Private guide</h1><p>This guide is password protected. Enter the password to continue.</p><form method=post><input type=password></form>"),
    "need-access": ("Drive: access", "<h1>You need access</h1><p>Ask for access, or switch to an account with access.</p>"),
    "no-licence": ("No access", "<h1>You do not have access to this content</h1><p>Sign in through your library or buy short-term access.</p>"),
    "subscription": ("Journal", "<h1>Subscription required</h1><p>Please log in to verify your subscription.</p><form><input type=password></form>"),
    "abonnes": ("Revue", "<h1>Réservé aux abonnés</h1><p>Connectez-vous pour lire l'article.</p>"),
    "mitglieder": ("Verein", "<h1>Nur für Mitglieder</h1><p>Bitte melden Sie sich an, um das Protokoll zu lesen: melden Sie sich mit Ihrer Mitgliedsnummer an.</p>"),
}  # fmt: skip
_SERVERS = {
    "it-works": "<html><body><h1>It works!</h1></body></html>",
    "nginx": "<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed.</p></body></html>",
    "test-page": "<html><head><title>HTTP Server Test Page</title></head><body><h1>HTTP Server Test Page</h1><p>This page is used to test the proper operation of an HTTP server.</p></body></html>",
    "iis": '<html><head><title>IIS Windows Server</title></head><body><a href="http://go.microsoft.com/x"><img src="iis-85.png" alt="IIS"></a></body></html>',
    "plesk": "<html><head><title>Web Server's Default Page</title></head><body><p>This page is generated by Plesk. You see this page because there is no Web site at this address.</p></body></html>",
    "ispconfig": "<html><head><title>Welcome!</title></head><body><h1>Welcome to your website!</h1><p>This is the default index page of your website.</p></body></html>",
    "suspended": "<html><head><title>Account Suspended</title></head><body><h1>Account Suspended</h1><p>This Account has been suspended. Contact your hosting provider for more information.</p></body></html>",
    "expired": "<html><head><title>Website Expired</title></head><body><h1>Website Expired</h1><p>This account has expired. If you are the site owner, click below to login.</p></body></html>",
    "empty-index": "<html><head><title>Index of /</title></head><body><h1>Index of /</h1><pre><a href='?C=N'>Name</a> <a href='?C=M'>Last modified</a> <a href='?C=S'>Size</a><hr></pre></body></html>",
}


def _shuffled(ask: Ask) -> Reply:
    """A front page with other news at every visit."""
    news = sentences(f"{ask.path}{ask.times}", 500)
    cards = "".join(f"<article><h2>{line[:30]}</h2><p>{line}</p></article>" for line in news[:15])
    return Response.html(pages.page("The Daily Tide", f"<h1>The Daily Tide</h1>{cards}"))


def _missing_jsp(ask: Ask) -> Reply:
    if ask.path == "/":
        return honest(ask)
    page = html(pages.page("Arandukaro", "<h1>Ndojejuhúi</h1><p>Rombyasy.</p>"))
    return (page if ask.path == "/sys/missing.jsp" else go("/sys/missing.jsp"))(ask)


def _error_page(matter: str) -> Answer:
    page = html(pages.page("Library", matter))
    return lambda ask: (honest if ask.path == "/" else page if ask.path == "/error" else go("/error"))(ask)


BEHAVIOURS: tuple[Behaviour, ...] = (
    *_records(_TITLED),
    *_alone(Truth.ALIVE, frozenset(), _ALIVE),
    *_alone(Truth.ALIVE, frozenset(), _ADVICE),
    *_alone(Truth.DEAD, frozenset(), _REMOVED),
    *_alone(Truth.DEAD, _UNVERIFIABLE, _DOUBTFUL),
    *_alone(Truth.RESTRICTED, frozenset(), _MEMBERS),
    *(_b(f"server-{name}", path="/", truth=Truth.DEAD, respond=html(text), elsewhere=_NGINX) for name, text in _SERVERS.items()),
    *(_b(f"server-{name}-deep", path="/~hale/maps/", truth=Truth.DEAD, respond=html(text), elsewhere=html(text)) for name, text in _SERVERS.items() if name != "empty-index"),
    _b("index-of-files", path="/", truth=Truth.ALIVE, elsewhere=_NGINX,
       respond=html("<html><head><title>Index of /</title></head><body><h1>Index of /</h1><pre><a href='../'>../</a>\n<a href='mill.txt'>mill.txt</a> 1994-02-01 2K</pre></body></html>")),
    _b("front-page-with-other-news", path="/story/8841122", truth=Truth.DEAD, respond=_shuffled, elsewhere=_shuffled, also=_UNVERIFIABLE),
    _b("to-missing", path="/doc/9", truth=Truth.DEAD, respond=_missing_jsp, elsewhere=_missing_jsp),
    _b("to-error-outage", path="/doc/9", truth=Truth.TROUBLE, respond=_error_page("<h1>Paus</h1><p>Katalogen vilar.</p>"), elsewhere=_error_page("<h1>Paus</h1><p>Katalogen vilar.</p>"), also=_UNVERIFIABLE),
    _b("to-error-not-found", path="/doc/9", truth=Truth.DEAD, respond=_error_page("<h1>Error</h1><p>File not found.</p>"), elsewhere=_error_page("<h1>Error</h1><p>File not found.</p>")),
    _b("crashed-record", path="/rec/12a", truth=Truth.TROUBLE, elsewhere=_NGINX, also=_UNVERIFIABLE,
       respond=html("<b>Fatal error</b>: Call to a member function title() on null in <b>/srv/www/rec.php</b> on line <b>44</b>")),
    _b("player-without-film", path="/watch?v=77", truth=Truth.DEAD, respond=html('<title> - Films</title><script src="/p.js"></script><div id="player"></div>'), elsewhere=_NGINX, also=_UNVERIFIABLE),
)  # fmt: skip
