"""Saved pages for the benchmark on markup. All are ours, made after the shapes that real pages have."""

from random import Random

WORDS = [
    "archive", "treaty", "summit", "declaration", "records", "alliance", "minutes", "memorandum",
    "ambassador", "ministers", "speech", "index", "catalogue", "reading", "room", "photographs",
    "telegrams", "volume", "edition", "summary", "notes", "letters", "council", "session", "report",
    "library", "collection", "guide",
]  # fmt: skip


def _prose(random: Random, words: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(words)).capitalize() + "."


def _link(random: Random, **attributes: str) -> str:
    extra = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    number = random.randrange(10_000)
    return (
        f'<a href="https://archive.example.org/item?id={number}&amp;view=full"{extra}>{_prose(random, 3)}</a>'
    )


def _box(random: Random, number: int, links: int) -> str:
    items = "".join(
        f'<li id="s-lg-link-{number}{each}"><div class="s-lg-link-list-item">{_link(random, target="_blank")}'
        f'<div class="s-lg-link-desc">{_prose(random, 12)}</div></div></li>'
        for each in range(links)
    )
    return (
        f'<div id="s-lg-box-wrapper-{number}" class="s-lg-box-wrapper"><div id="s-lg-box-{number}" class="s-lib-box s-lib-box-std">'
        f'<h2 class="s-lib-box-title">{_prose(random, 3)}</h2><div class="s-lib-box-content"><div class="clearfix">'
        f'<p>{_prose(random, 40)}</p><img src="https://libapps.example.org/{number}.jpg" alt="{_prose(random, 4)}" loading="lazy">'
        f'</div><ul class="s-lg-link-list s-lg-link-list-2">{items}</ul></div></div></div>'
    )


_HEAD = """<!DOCTYPE html>
<html lang="en"><head>
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>NATO and Russia - Research Guides</title>
<meta name="DC.Title" content="NATO and Russia"><meta name="DC.Creator" content="Maria Rossi">
<link href="https://static.example.org/bootstrap/5.3.3/css/bootstrap.min.css" rel="stylesheet" integrity="sha384-x" crossorigin="anonymous">
<script src="https://static.example.org/jquery/3.7.1/jquery.min.js" crossorigin="anonymous"></script>
<script src="https://static.example.org/bootstrap/5.3.3/js/bootstrap.bundle.min.js"></script>
<style>
:root { --s-lg-accent: #a00000; }
.s-lib-box-title { color: var(--s-lg-accent); font-size: clamp(1rem, 2vw, 1.5rem); }
.s-lg-guide-tabs:focus-visible, .s-lg-guide-tabs:hover { outline: 2px solid }
#s-lg-guide-main { display: grid; grid-template-columns: 1fr 3fr; gap: 1rem }
</style>
<script>
var springSpace = springSpace || {};
springSpace.la_page = { guide_id: 1, page_id: 2 };
jQuery(function () { jQuery('[data-bs-toggle="tooltip"]').tooltip(); });
const ready = () => document.querySelectorAll('.s-lg-label-more-link').forEach(a => a.hidden = true);
</script>
</head>
<body class="s-lg-guide-body">
<a id="s-lg-public-skiplink" class="alert-info" href="#s-lg-guide-main">Skip to Main Content</a>
<div id="s-lib-alert" role="alert" hidden>It looks like you're using Internet Explorer 11 or older.</div>
<nav class="navbar navbar-expand" aria-label="Site"><ol class="breadcrumb"><li class="breadcrumb-item"><a href="/">Library</a></li></ol></nav>
<h1 id="s-lg-guide-name">NATO and Russia</h1><div id="s-lg-guide-description">Sources on the relations of the two.</div>
"""
_FOOT = """
<footer id="s-lib-footer-public"><p>Last updated: 12 May 2026</p><a href="javascript:void(0)" onclick="window.print();">Print page</a></footer>
</body></html>
"""


def libguides() -> str:
    """Make a page as the platform serves it: furniture with Bootstrap 5, boxes with link lists."""
    random = Random(1)
    tabs = "".join(
        f'<li class="nav-item"><a class="nav-link" href="/c.php?g=1&p={n}">{_prose(random, 2)}</a></li>'
        for n in range(6)
    )
    boxes = "".join(_box(random, 1000 + number, 8) for number in range(12))
    return f'{_HEAD}<ul class="nav nav-tabs" id="s-lg-guide-tabs">{tabs}</ul><div id="s-lg-guide-main">{boxes}</div>{_FOOT}'


def long_page(size: int = 500_000) -> str:
    """Make a page of the same kind as long as the longest guides are."""
    random = Random(2)
    boxes: list[str] = []
    length = 0
    while length < size - len(_HEAD) - len(_FOOT):
        boxes.append(_box(random, 5000 + len(boxes), 10))
        length += len(boxes[-1])
    return f'{_HEAD}<div id="s-lg-guide-main">{"".join(boxes)}</div>{_FOOT}'


def modern() -> str:
    """Make a clean page of today: nothing is wrong with it."""
    random = Random(3)
    items = "".join(f"<li>{_link(random)}: {_prose(random, 9)}</li>" for _ in range(20))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Reading room</title>
<style>
body {{ font: 1rem/1.5 sans-serif; max-width: 60rem; margin: 0 auto; color: #222; background: #fff }}
.cards {{ display: flex; flex-wrap: wrap }}
@supports (display: grid) {{ .cards {{ display: grid; grid-template-columns: 1fr 1fr }} }}
a:focus {{ outline: 2px solid #222 }}
</style></head><body>
<a href="#main">Skip to main content</a><header><nav aria-label="Site"><a href="/">Home of the library</a></nav></header>
<main id="main" role="main" tabindex="-1" style="display: block"><h1>Reading room</h1><p>{_prose(random, 40)}</p>
<picture><source type="image/webp" srcset="room.webp"><img src="room.jpg" alt="The reading room" width="300" height="200"></picture>
<h2>Collections</h2><ul class="cards">{items}</ul>
<table><caption>Hours</caption><tr><th scope="col">Day</th><th scope="col">Hours</th></tr><tr><td>Monday</td><td>9 to 5</td></tr></table>
</main><footer><p>Last updated in May 2026.</p></footer></body></html>
"""


def word_export() -> str:
    """Make what a word processor of 1999 wrote when it was asked for a web page."""
    random = Random(4)
    style = "margin-top:0in;margin-right:0in;margin-bottom:8.0pt;margin-left:.5in;text-indent:-.25in;line-height:107%;mso-list:l0 level1 lfo1"
    paragraphs = "".join(
        f"<p class=MsoListParagraph style='{style}'><![if !supportLists]><span style='font-family:Symbol;mso-bidi-font-family:Symbol'>·</span>"
        f"<![endif]><font face=Arial size=2><span lang=EN-US style='font-size:12.0pt;color:black;mso-fareast-language:EN-US'>{_prose(random, 20)}"
        "<o:p></o:p></span></font></p>\n"
        for _ in range(120)
    )
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"><meta name=Generator content="Microsoft Word 9">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Style Definitions */ p.MsoNormal {{mso-style-parent:""; margin:0in; font-size:12.0pt; font-family:"Times New Roman";}}
@page Section1 {{size:8.5in 11.0in; margin:1.0in;}} div.Section1 {{page:Section1;}} --></style></head>
<body lang=EN-US link=blue vlink=purple bgcolor=white><div class=Section1><center><b><font size=5>Research Guide</font></b></center>
<v:shape id="_x0000_i1025" style='width:100pt;height:50pt'><v:imagedata src="image001.gif"/></v:shape>{paragraphs}</div></body></html>
"""


def ie_debris() -> str:
    """Make a page with all that was once written for old versions of Internet Explorer."""
    random = Random(5)
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head><title>Databases</title><meta http-equiv="X-UA-Compatible" content="IE=EmulateIE7">
<!--[if lt IE 9]><script src="https://static.example.org/html5shiv.js"></script><script src="https://static.example.org/respond.min.js"></script><![endif]-->
<style>
.box {{ filter: progid:DXImageTransform.Microsoft.gradient(startColorstr='#80000000', endColorstr='#80000000'); *zoom: 1; _height: 1px }}
.pie {{ behavior: url(pie.htc); width: expression(document.body.clientWidth > 800 ? "800px" : "auto"); margin: 0\\9 }}
@media screen and (-ms-high-contrast: active), (-ms-high-contrast: none) {{ .box {{ display: block }} }}
</style>
<script language="VBScript">
Sub Window_OnLoad()
End Sub
</script>
<script>
/*@cc_on document.write("old"); @*/
if (document.all) {{ window.attachEvent("onload", start); }}
function start() {{ var e = window.event; if (navigator.userAgent.indexOf("MSIE") > 0) {{ new ActiveXObject("Microsoft.XMLHTTP"); }} }}
</script></head>
<body background="stars.gif" onload="start()">
<p>It looks like you're using Internet Explorer 11 or older. This website works best with modern browsers.</p>
<!--[if IE]><p>Use <a href="https://archive.example.org/pdf">the PDF</a> instead.</p><![endif]-->
<marquee>Trial access until Friday!</marquee><blink>New</blink>
<object classid="clsid:D27CDB6E-AE6D-11cf-96B8-444553540000"><param name="movie" value="tour.swf"></object>
<embed src="tour.swf" type="application/x-shockwave-flash"><applet code="Map.class"></applet>
<center><font color="red">{_prose(random, 20)}</font></center><table border=1><tr><td>{_prose(random, 9)}</td></tr></table>
<p>{_prose(random, 20)} {_link(random)} <a href="http://www.example.org">click here</a> <img src="map.gif"></p></body></html>
"""


PAGES = {
    "libguides": libguides, "modern": modern, "word-export": word_export, "ie-debris": ie_debris, "long-500k": long_page,
}  # fmt: skip
