"""Pages as content systems send them: consent bar, header, menus, search, the matter itself, a long footer."""

from html import escape

from behaviours.languages import EN, Tongue
from behaviours.prose import paragraphs

SITE = "Northfield University Library"

_STYLE = """
:root{--ink:#1b1f24;--line:#d9dde2;--brand:#12355b}*{box-sizing:border-box}body{margin:0;font:16px/1.6 "Source Sans 3",
system-ui,sans-serif;color:var(--ink)}.wrap{max-width:72rem;margin:auto;padding:0 1rem}.skip{position:absolute;left:-99em}
.site-header{background:var(--brand);color:#fff}.menu ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap}
.menu li{padding:.6rem 1rem}.cookie{position:fixed;bottom:0;left:0;right:0;background:#fff;border-top:1px solid var(--line)}
footer{background:#f2f4f6;border-top:1px solid var(--line);margin-top:4rem;font-size:.9rem}@media print{.menu{display:none}}
"""


def page(
    title: str | None,
    main: str,
    *,
    tongue: Tongue = EN,
    site: str = SITE,
    mega: bool = False,
    aside: str = "",
    head: str = "",
    header: str = "",
) -> str:
    """Write a whole page around ``main``. ``mega`` gives it menus of a few thousand characters; no title for None."""
    titled = "" if title is None else f"<title>{escape(title)}</title>"
    rows = "".join(f'<li><a href="/m/{n}">{escape(word)}</a></li>' for n, word in enumerate(tongue.menu))
    return f"""<!DOCTYPE html>
<html lang="{tongue.code}" dir="{"rtl" if tongue.code in {"ar", "he", "fa"} else "ltr"}">
<head><meta charset="utf-8">{titled}
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/favicon.ico">
<link rel="stylesheet" href="/assets/css/main.3f9a1c.css"><style>{_STYLE}</style>
<script>window.dataLayer=window.dataLayer||[];function gtag(){{dataLayer.push(arguments)}}gtag('js',new Date());</script>
<script defer src="/assets/js/site.min.js?v=8.4.2"></script>{head}</head>
<body class="no-js">
<a class="skip" href="#content">{escape(tongue.words[0])}</a>
<div class="cookie" role="dialog" aria-live="polite"><p>{escape(tongue.cookies)}</p><button>OK</button></div>
<header class="site-header"><div class="wrap"><a class="logo" href="/"><img src="/assets/logo.svg" alt="{escape(site)}"></a>
<form class="search" role="search" action="/find" method="get"><label for="q">{escape(tongue.words[1])}</label>
<input id="q" name="q" type="search"><button>{escape(tongue.words[1])}</button></form>{header}</div>
<nav class="menu" aria-label="main"><ul>{rows}</ul>{_mega(tongue) if mega else ""}</nav></header>
<div class="wrap"><main id="content">
{main}
</main>{f"<aside>{aside}</aside>" if aside else ""}</div>
<footer><div class="wrap"><ul>{rows}</ul>
<p>© 2026 {escape(site)}. {escape(tongue.footer)}</p></div></footer>
<script>document.body.className='js';</script></body></html>
"""


def _mega(tongue: Tongue) -> str:
    groups = []
    for first in tongue.menu:
        rows = "".join(
            f'<li><a href="/m/{n}/x">{escape(first)}: {escape(second)}</a></li>'
            for n, second in enumerate(tongue.menu)
        )
        groups.append(f'<div class="group"><strong>{escape(first)}</strong><ul>{rows}</ul></div>')
    return f'<div class="mega" hidden>{"".join(groups)}</div>'


def article(
    title: str, seed: str, words: int = 900, *, heading: str | None = None, site: str = SITE, aside: str = ""
) -> str:
    """Write an article of about ``words`` words, titled as sites title theirs."""
    body = f"""<nav class="crumbs"><a href="/">Home</a> › <a href="/research">Research</a></nav>
<article><h1>{escape(heading or title)}</h1><p class="by">By the editors · 14 March 2023 · 7 min read</p>
{paragraphs(seed, words)}<p><a href="/research/{escape(seed)}/cite">Cite this page</a></p></article>"""
    return page(f"{title} | {site}", body, site=site, aside=aside or RELATED)


def record(title: str, author: str, seed: str, abstract: str) -> str:
    """Write a short catalogue record: a few hundred characters of matter, as discovery systems show it."""
    rows = {
        "Title": title, "Author": author, "Published": "London : Faber, 1987", "Description": "64 p. ; 21 cm",
        "ISBN": "978-0-571-14999-4", "Language": "English", "Call number": "PR6058.A56 N68", "Status": "On shelf, level 3",
    }  # fmt: skip
    table = "".join(f"<tr><th>{escape(k)}</th><td>{escape(v)}</td></tr>" for k, v in rows.items())
    body = f"""<h1>{escape(title)}</h1><table class="record">{table}</table><h2>Abstract</h2><p>{escape(abstract)}</p>
<p><a href="/record/{escape(seed)}/export">Export</a> <a href="/record/{escape(seed)}/hold">Place a hold</a></p>"""
    return page(title, body, site="Library catalogue")


def home(site: str = SITE, tongue: Tongue = EN) -> str:
    """Write a front page."""
    cards = "".join(
        f'<section><h2>{escape(word)}</h2>{paragraphs("home" + word, 45)}<a href="/m/{n}">{escape(word)}</a></section>'
        for n, word in enumerate(tongue.menu[:6])
    )
    return page(site, f"<h1>{escape(site)}</h1>{cards}", site=site, tongue=tongue)


def listing(title: str, seed: str, count: int = 24) -> str:
    """Write a page that lists what a folder holds."""
    rows = "".join(
        f'<li><a href="/journal/2019/article-{n}">{escape(line)}</a></li>'
        for n, line in enumerate(paragraphs(seed, count * 20).replace("<p>", "").split("</p>\n")[:count])
    )
    return page(f"{title} | {SITE}", f"<h1>{escape(title)}</h1><ol>{rows}</ol>")


RELATED = """<h2>Related</h2><ul><li><a href="/research/councils">Councils and their records</a></li>
<li><a href="/research/annexes">Annexes nobody reads</a></li><li><a href="/research/maps">Maps in boxes</a></li></ul>
<form action="/newsletter" method="post"><label>E-mail <input type="email" name="mail"></label><button>Subscribe</button></form>"""

POPULAR = """<h2>Popular pages</h2><ul><li><a href="/hours">Opening hours</a></li><li><a href="/az">A–Z databases</a></li>
<li><a href="/rooms">Book a study room</a></li><li><a href="/loans">Renew your loans</a></li><li><a href="/ask">Ask a librarian</a></li></ul>"""


def missing(
    tongue: Tongue = EN,
    *,
    title: str | None = "",
    heading: str | None = "",
    mega: bool = False,
    popular: bool = False,
    site: str | None = None,
) -> str:
    """Write a "not found" page in a language. An empty title or heading is the language's own; None is none at all."""
    own = site or tongue.site
    top = tongue.missing[0] if heading == "" else heading
    shown = f"{tongue.missing[0]} | {own}" if title == "" else title
    main = f"{'' if top is None else f'<h1>{escape(top)}</h1>'}<p>{escape(tongue.missing[1])}</p>"
    return page(shown, main, tongue=tongue, site=own, mega=mega, aside=POPULAR if popular else "")
