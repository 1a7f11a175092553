"""Notices that a site shows for all its deep addresses tonight, with 200: what stands in the way, or that nothing is there.

The front page is another, and made-up addresses get the notice, too: that alone says nothing of the source. Each notice
stands in one of three templates, of which two have more menus than words.
"""

from functools import partial

from behaviours import pages
from behaviours.answers import html
from behaviours.languages import EN, TONGUES, Tongue
from behaviours.model import Answer, Behaviour, Truth
from behaviours.prose import paragraphs
from guidewarden.model import State

_b = partial(Behaviour, family="notices")
_UNVERIFIABLE = frozenset({State.UNVERIFIABLE})
_UNSURE = frozenset({State.UNVERIFIABLE, State.FAILING})
_RESTRICTED = frozenset({State.UNVERIFIABLE, State.BLOCKED, State.RESTRICTED})
_PASSWORD = (
    '<form method="post"><input name="user"><input type="password" name="pass"><button>OK</button></form>'
)


def _bare(_: Tongue, notice: str) -> str:
    return f'<html><head><meta charset="utf-8"><title></title></head><body>{notice}</body></html>'


def _modern(tongue: Tongue, notice: str) -> str:
    return pages.page(tongue.site, notice, tongue=tongue, site=tongue.site)


def _menus(tongue: Tongue, notice: str) -> str:
    """Write a page of divisions with menus that nothing marks as menus, and some words below."""
    rows = "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(tongue.menu))
    more = "".join(
        f'<li><a href="/{a}/{b}">{first} {b}</a></li>'
        for a, first in enumerate(tongue.menu)
        for b in range(9)
    )
    below = "".join(f"<dt>{word}</dt><dd>{tongue.site}</dd>" for word in tongue.menu)
    return (f'<html lang="{tongue.code}"><head><meta charset="utf-8"><title>{tongue.site}</title></head><body><div id="top"><h1><a href="/">{tongue.site}</a></h1>'
            f'<ul>{rows}{more}</ul></div><div id="main">{notice}</div><div id="low"><dl>{below}</dl></div></body></html>')  # fmt: skip


_TEMPLATES = (_bare, _modern, _menus)


def _front(tongue: Tongue) -> Answer:
    cards = "".join(f"<h2>{word}</h2><p>{tongue.site}, {word}.</p>" for word in tongue.menu)
    return html(_menus(tongue, cards))


def _beside(front: Answer, answer: Answer) -> Answer:
    return lambda ask: (front if ask.path == "/" else answer)(ask)


def _notices(
    truth: Truth, also: frozenset[State], notices: dict[str, str], path: str = "/rec/77"
) -> tuple[Behaviour, ...]:
    """Make one behaviour of each notice; its name begins with its language, and the templates take turns."""
    made = []
    for number, (name, notice) in enumerate(notices.items()):
        tongue = TONGUES.get(name.partition("-")[0], EN)
        answer, front = html(_TEMPLATES[number % 3](tongue, notice)), _front(tongue)
        made.append(_b(f"notice-{name}", path=path, truth=truth, also=also, respond=answer,
                       elsewhere=_beside(front, answer)))  # fmt: skip
    return tuple(made)


_FAULTS = {
    "en-sqlstate": "<b>Fatal error</b>: Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /srv/www/inc/db.php:8 Stack trace: #0 {main}",
    "en-table": "SQLSTATE[42S02]: Base table or view not found: 1146 Table 'lib.items' doesn't exist",
    "en-class": "<b>Fatal error</b>: Class 'Zend_Db' not found in <b>/srv/www/index.php</b> on line <b>3</b>",
    "en-driver": "could not find driver",
    "en-include": "<b>Warning</b>: include(config.php): failed to open stream: No such file or directory in <b>/srv/www/index.php</b> on line <b>2</b>",
    "en-data-source": "[Microsoft][ODBC Driver Manager] Data source name not found and no default driver specified<p>/rec.asp, line 12",
    "en-null-pointer": "<h1>Internal error</h1><pre>java.lang.NullPointerException\n at edu.lib.Record.show(Record.java:44)</pre>",
    "en-cold-fusion": "<h1>Error Occurred While Processing Request</h1><p>The datasource catalog could not be found.</p>",
    "en-lotus": "<h1>Error 500</h1><p>HTTP Web Server: Lotus Notes Exception - Unable to open database: server is not responding</p>",
    "en-perl": 'Can\'t locate object method "record" via package "Catalog" at /usr/lib/cgi-bin/rec.pl line 40.',
    "en-perl-string": "Can't find string terminator '\"' anywhere before EOF at rec.cgi line 12.",
    "en-postgres": 'ERROR: relation "items" does not exist LINE 1: SELECT * FROM items',
    "en-module": "<pre>ModuleNotFoundError: No module named 'lxml'</pre>",
    "en-template": "<h1>Template not found</h1><p>Template record.html does not exist.</p>",
    "en-handle-server": "<h1>Resolver</h1><p>Host not found: handle-db.internal</p>",
    "de-class": "<b>Schwerer Fehler</b>: Klasse 'Datensatz' nicht gefunden in <b>/srv/www/satz.php</b> in Zeile 9",
    "en-license-file": "<p>License file not found. The product is not activated.</p>",
    "en-search-index": "<p>Lucene index does not exist: /data/idx</p>",
    "en-volume": "<h1>Error</h1><p>Volume /data/img not found. Contact operations.</p>",
    "en-no-host": "<h1>Gateway error</h1><p>No such host is known.</p>",
    "fr-server": "<h1>Erreur</h1><p>Serveur de base de données introuvable.</p>",
    "ru-server": "<h1>Ошибка</h1><p>Сервер базы данных не найден.</p>",
}
_TROUBLE = {
    "en-index": "<h1>Records are not available</h1><p>The index is being rebuilt. Records will be back this afternoon.</p>",
    "en-nightly": "<h1>Catalogue unavailable</h1><p>The catalogue is unavailable between 2 and 4 a.m.</p>",
    "en-technicians": "<h1>Search is unavailable</h1><p>Our technicians have been notified.</p>",
    "en-wrong": "<h1>Something went wrong</h1><p>We could not load this page. Try refreshing.</p>",
    "en-cannot-find-now": "<h1>We can't find this item right now</h1><p>Our servers are busy. Come back in a few minutes.</p>",
    "en-flood": "<h1>The stacks are under water</h1><p>No item can be found until the pumps have done their work.</p>",
    "en-strike": "<h1>Closed today</h1><p>Staff are on strike. The website returns tomorrow.</p>",
    "en-moved-room": "<h1>Page temporarily removed</h1><p>This page was removed for maintenance and will be back at noon.</p>",
    "en-snow": "<h1>Snow day</h1><p>The library and its servers rest today.</p>",
    "es-traslado": "<h1>Página no encontrada</h1><p>Estamos trasladando los servidores; las páginas volverán el lunes.</p>",
    "da-server": "<h1>Siden findes ikke lige nu</h1><p>Vi flytter vores server i dag.</p>",
    "he-tahzuka": "<h1>העמוד לא נמצא</h1><p>האתר בתחזוקה, נסו שוב מאוחר יותר.</p>",
    "hi-rakharakhav": "<h1>पृष्ठ नहीं मिला</h1><p>रखरखाव चल रहा है।</p>",
    "th-pit": "<h1>ปิดปรับปรุงระบบ</h1><p>ไม่พบหน้าที่ต้องการในขณะนี้</p>",
    "fr-technique": "<h1>Notice introuvable</h1><p>Suite à un incident technique, les notices ne peuvent pas être affichées.</p>",
    "it-servizio": "<h1>Servizio temporaneamente non disponibile</h1><p>Stiamo aggiornando il sistema.</p>",
    "nl-storing": "<h1>De catalogus is tijdelijk niet beschikbaar</h1><p>Er is een storing. Probeer het later opnieuw.</p>",
    "sv-fel": "<h1>Sidan är inte tillgänglig just nu</h1><p>Vi arbetar med ett tekniskt fel.</p>",
    "pl-przerwa": "<h1>Serwis chwilowo niedostępny</h1><p>Prosimy spróbować później.</p>",
    "ja-hoshu": "<h1>ただいまご利用できません</h1><p>ご不便をおかけして申し訳ございません。メンテナンス中です。</p>",
    "ko-jeomgeom": "<h1>페이지를 찾을 수 없습니다</h1><p>서버 점검 중입니다. 잠시 후 다시 시도해 주세요.</p>",
    "zh-weihu": "<h1>系统维护中</h1><p>页面暂时无法访问，请稍后再试。</p>",
    "ar-siyana": "<h1>الخدمة غير متاحة مؤقتًا</h1><p>نقوم بأعمال صيانة، يرجى المحاولة لاحقًا.</p>",
    "fa-emkan": "<h1>پوزش</h1><p>امکان نمایش این صفحه در حال حاضر وجود ندارد.</p>",
    "tr-bakim": "<h1>Hizmet geçici olarak kullanılamıyor</h1><p>Bakım çalışması yapılmaktadır.</p>",
    "el-prosorina": "<h1>Η υπηρεσία δεν είναι προσωρινά διαθέσιμη</h1><p>Δοκιμάστε αργότερα.</p>",
    "hu-atmeneti": "<h1>A szolgáltatás átmenetileg nem elérhető</h1><p>Karbantartás miatt a katalógus szünetel.</p>",
    "fi-huolto": "<h1>Sivua ei löydy juuri nyt</h1><p>Huoltokatko on käynnissä, yritä myöhemmin uudelleen.</p>",
    "cs-zaloha": "<p>Katalog je denně od 2 do 4 hodin mimo provoz z důvodu zálohování.</p>",
    "ro-mentenanta": "<h1>Serviciu temporar indisponibil</h1><p>Reveniți mai târziu.</p>",
    "eu-zerbitzua": "<h1>Zerbitzua ez dago erabilgarri une honetan</h1><p>Saiatu berriro geroago.</p>",
    "is-bilun": "<h1>Bilun</h1><p>Síðan er ekki aðgengileg, unnið er að viðgerð.</p>",
    "sw-matengenezo": "<h1>Tovuti iko kwenye matengenezo</h1><p>Tafadhali rudi kesho.</p>",
    "xx-unlisted": "<h1>Quxa nir babloq</h1><p>Fenet ir tuvva, moloq dar sipp.</p>",
}
_WALLS = {
    "en-country": "<h1>This page isn't available in your country</h1><p>For rights reasons we cannot show this content in your region.</p>",
    "en-country-exist": "<h1>Not found in your region</h1><p>This video does not exist in your territory's catalogue.</p>",
    "en-cookies": "<h1>We can't find your cookies</h1><p>Enable cookies to read this page.</p>",
    "en-program": "<h1>Page unavailable to automated visitors</h1><p>Our server thinks you are a program. Readers see the page in an ordinary browser.</p>",
    "en-session": "<h1>Session not found</h1><p>Your browser did not send our session. Open the page again.</p>",
    "en-javascript": "<h1>Page cannot be displayed</h1><p>This page cannot be displayed because JavaScript is turned off in your browser.</p>",
    "en-vpn": "<h1>Unable to show this page</h1><p>It looks like you are using a VPN or proxy. Turn it off and reload.</p>",
    "en-only-uk": "<h1>The player only works in the UK</h1><p>Sorry, it's due to rights issues.</p>",
    "en-location": "<h1>Nothing found for your location</h1><p>We could not find this page in the edition for your location.</p>",
    "fr-pays": "<h1>Contenu non disponible</h1><p>Cette page n'est pas disponible dans votre pays.</p>",
    "de-land": "<h1>Inhalt nicht verfügbar</h1><p>Diese Seite ist in Ihrem Land leider nicht verfügbar.</p>",
    "es-pais": "<h1>Contenido no disponible</h1><p>Esta página no existe en su país.</p>",
    "ru-strana": "<h1>Страница не найдена</h1><p>Материал недоступен в вашей стране.</p>",
    "en-limit": "<h1>Limit reached</h1><p>You have opened 40 pages today; no more documents can be found for you until tomorrow.</p>",
    "cs-zeme": "<h1>Stránka nenalezena</h1><p>Ve vaší zemi není obsah dostupný.</p>",
    "ru-robot": "<h1>Страница не найдена</h1><p>Похоже, вы робот. Включите браузер.</p>",
    "vi-quoc-gia": "<h1>Không tìm thấy</h1><p>Nội dung không có ở quốc gia của bạn.</p>",
    "zh-diqu": "<h1>此内容在您所在的地区不可用</h1><p>由于版权原因，找不到此页面。</p>",
}
_CONSENT = {
    "en-consent": "<h1>Before you continue</h1><p>Accept cookies to read on.</p>",
    "en-age": "<h1>Are you 18?</h1><p>Yes. No.</p>",
    "en-visit": "<h1>Wait a moment</h1><p>Your visit is being prepared.</p>",
    "en-branch": "<h1>Choose your library</h1><p>Without a branch we can't find the item for you.</p>",
    "en-survey": "<h1>Two minutes for our survey?</h1><p>Then go on to your page.</p>",
    "en-new-website": "<h1>New website</h1><p>You are seeing our new website. Old pages are being copied.</p>",
    "el-prin": "<h1>Πριν συνεχίσετε</h1><p>Δεχτείτε τα απαραίτητα.</p>",
    "en-bear": "<p>Bear with us.</p>",
    "de-alter": "<h1>Sind Sie volljährig?</h1><p>Ja. Nein.</p>",
    "pl-ciasteczka": "<h1>Twoja zgoda</h1><p>Bez zgody nie znaleziono by niczego.</p>",
}
_MEMBERS = {
    "en-members": f"<h1>This page is not available to the public</h1><p>Only members of the society can read it. Sign in with your member number.</p>{_PASSWORD}",
    "en-permission": f"<h1>Page not available</h1><p>The page does not exist, or you do not have permission to see it. Log in to find out.</p>{_PASSWORD}",
    "en-card": "<h1>Library card not found</h1><p>We could not find your library card. The item is for card holders.</p>",
    "en-licence": "<h1>Institution not found</h1><p>Your IP address does not belong to a subscribing institution.</p>",
    "en-campus": "<h1>Not available off campus</h1><p>This page is only available on the university network.</p>",
    "en-guests": "<h1>Nothing here for guests</h1><p>Pages of this collection do not exist for guests. Register first.</p>",
    "en-reading-room": "<h1>Only in the reading room</h1><p>This document cannot be found outside the reading room's computers.</p>",
    "fr-abonnes": f"<h1>Page réservée aux abonnés</h1><p>Connectez-vous pour lire l'article.</p>{_PASSWORD}",
    "de-campus": "<h1>Nur im Campusnetz verfügbar</h1><p>Diese Seite ist außerhalb des Universitätsnetzes nicht verfügbar. Bitte VPN benutzen.</p>",
    "ja-kaiin": f"<h1>ログインが必要です</h1><p>このページを表示するには会員登録が必要です。</p>{_PASSWORD}",
    "es-socios": f"<h1>Página no encontrada</h1><p>Inicie sesión para ver los documentos de socios.</p>{_PASSWORD}",
}
_GONE = {
    "en-identifier": "<h1>Unknown identifier</h1><p>The identifier 77 is not known to this resolver.</p>",
    "en-invalid": "<h1>Invalid Identifier</h1><p>The identifier 77 does not correspond to a valid Bitstream, Item, Collection or Community. "
    "You may have entered an invalid ID into a form - please try again.</p>",
    "en-no-document": "<p>There is no document matching your request.</p><p>Please check the symbol and try again.</p>",
    "en-joomla": "<h2>Article not found</h2><p>You may not be able to visit this page because of: an out-of-date bookmark; a mistyped address; you have no access to this page.</p>",
    "en-long": f"<h1>Nothing to see</h1><p>The page you asked for does not exist.</p>{paragraphs('long notice', 500)}",
    "en-removed": "<h1>This item is no longer available</h1><p>It was sold in 2019.</p>",
    "en-plone": "<h1>This page does not seem to exist…</h1><p>We apologize for the inconvenience.</p>",
    "en-apache": "<h2>Object not found!</h2><p>The requested URL was not found on this server. If you entered the URL manually please check your spelling and try again.</p>",
    "en-tomcat": "<h1>HTTP Status 404 – Not Found</h1><p>The origin server did not find a current representation for the target resource.</p>",
    "en-deleted": "<h1>This record has been deleted</h1><p>Record 77 was deleted from the catalogue.</p>",
    "de-urn": "<h1>Der Persistent Identifier ist nicht registriert</h1><p>Zur angegebenen URN konnte keine URL ermittelt werden.</p>",
    "de-hoppla": "<h1>Hoppla! Da ist nichts.</h1><p>Unter dieser Adresse gibt es bei uns keine Seite (mehr).</p>",
    "fr-plus-la": "<h1>Cette page n'est plus là</h1><p>Le document demandé n'a pas été trouvé sur notre serveur.</p>",
    "pt-registo": "<h1>Esta página já não existe</h1><p>O registo pedido não foi localizado na nossa base de dados.</p>",
    "cy-dudalen": "<h1>Heb ganfod y dudalen</h1><p>Mae'n ddrwg gennym, nid yw'r dudalen yma.</p>",
    "kl-qupperneq": "<h1>Qupperneq nassaarineqanngilaq</h1><p>Ajoraluartumik qupperneq ujarlagat maaniinngilaq.</p>",
    "yo-oju": "<h1>A kò rí ojú-ìwé náà</h1><p>Ẹ jọ̀ọ́, ojú-ìwé tí ẹ ń wá kò sí mọ́.</p>",
    "ur-safha": "<h1>صفحہ نہیں ملا</h1><p>معذرت، آپ جو صفحہ تلاش کر رہے ہیں وہ موجود نہیں ہے۔</p>",
    "th-naa": "<h1>ไม่พบหน้าที่ต้องการ</h1><p>ขออภัย หน้าที่คุณกำลังค้นหาไม่มีอยู่หรือถูกย้ายแล้ว</p>",
    "ga-leathanach": "<h1>Níor aimsíodh an leathanach</h1><p>Tá brón orainn, níl an leathanach a lorg tú ann a thuilleadh.</p>",
    "is-sida": "<h1>Síða fannst ekki</h1><p>Síðan sem þú leitar að er ekki til eða hefur verið flutt.</p>",
}
_UNREAD = {
    "en-awkward": "<h1>Well, this is awkward</h1><p>We reorganised our shelves in spring.</p>",
    "en-unavailable": "<h1>Page unavailable</h1><p>Use the menu.</p>",
    "sv-borta": "<h1>Borta</h1><p>Den här adressen leder ingenstans.</p>",
}

BEHAVIOURS: tuple[Behaviour, ...] = (
    *_notices(Truth.TROUBLE, _UNVERIFIABLE, _FAULTS),
    *_notices(Truth.TROUBLE, _UNVERIFIABLE, _TROUBLE),
    *_notices(Truth.WALLED, _UNVERIFIABLE, _WALLS),
    *_notices(Truth.UNKNOWN, _UNSURE, _CONSENT),
    *_notices(Truth.RESTRICTED, _RESTRICTED, _MEMBERS),
    *_notices(
        Truth.UNKNOWN, _UNSURE, {"sv-pdf": "<h1>Vilodag</h1><p>Vi ses i morgon.</p>"}, "/files/minutes.pdf"
    ),
    *_notices(Truth.DEAD, frozenset(), _GONE),
    *_notices(Truth.DEAD, _UNVERIFIABLE, _UNREAD),
)
