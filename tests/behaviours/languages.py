"""The words of a page's furniture and of its "not found", in the languages libraries link to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """``words`` are "skip to content" and "search"; ``missing`` is the heading and the sentence of an error page."""

    code: str
    site: str
    menu: tuple[str, ...]
    words: tuple[str, str]
    cookies: str
    footer: str
    missing: tuple[str, str]


def _tongue(code: str, site: str, menu: str, words: str, cookies: str, footer: str, *missing: str) -> Tongue:
    skip, _, search = words.partition("|")
    return Tongue(
        code, site, tuple(menu.split("|")), (skip, search), cookies, footer, (missing[0], missing[1])
    )


EN = _tongue(
    "en", "Northfield University Library",
    "Home|Collections|Research guides|Opening hours|Borrowing|Special collections|Teaching support|News and events|About us|Contact",
    "Skip to content|Search", "We use cookies to remember your settings and to count visits.",
    "Accessibility statement. Privacy notice. Terms of use.",
    "Page not found", "Sorry, the page you are looking for does not exist or has been moved. Try the search or start from the front page.",
)  # fmt: skip

TONGUES: dict[str, Tongue] = {tongue.code: tongue for tongue in (
    EN,
    _tongue("fr", "Bibliothèque universitaire du Val", "Accueil|Collections|Guides|Horaires|Emprunter|Fonds anciens|Formations|Actualités|À propos|Contact",
            "Aller au contenu|Rechercher", "Ce site utilise des cookies pour mesurer son audience.", "Mentions légales. Accessibilité : partiellement conforme.",
            "Page introuvable", "La page que vous recherchez n'existe pas ou a été déplacée."),
    _tongue("de", "Universitätsbibliothek Nordfeld", "Startseite|Bestände|Fachportale|Öffnungszeiten|Ausleihe|Sondersammlungen|Kurse|Aktuelles|Über uns|Kontakt",
            "Zum Inhalt springen|Suche", "Wir verwenden Cookies, um Ihre Einstellungen zu speichern.", "Impressum. Datenschutz. Barrierefreiheit.",
            "Seite nicht gefunden", "Die von Ihnen gesuchte Seite existiert leider nicht oder wurde verschoben."),
    _tongue("es", "Biblioteca General de Campo Norte", "Inicio|Colecciones|Guías|Horarios|Préstamo|Fondo antiguo|Formación|Noticias|Quiénes somos|Contacto",
            "Saltar al contenido|Buscar", "Utilizamos cookies propias y de terceros.", "Aviso legal. Accesibilidad. Mapa web.",
            "Página no encontrada", "Lo sentimos, la página solicitada no existe o ha cambiado de dirección."),
    _tongue("it", "Biblioteca di Ateneo", "Home|Collezioni|Guide|Orari|Prestito|Fondi speciali|Corsi|Notizie|Chi siamo|Contatti",
            "Vai al contenuto|Cerca", "Questo sito utilizza cookie tecnici.", "Note legali. Privacy. Accessibilità.",
            "Pagina non trovata", "La pagina richiesta non esiste oppure è stata spostata."),
    _tongue("pt", "Biblioteca Central do Norte", "Início|Coleções|Guias|Horários|Empréstimo|Obras raras|Cursos|Notícias|Sobre|Contato",
            "Ir para o conteúdo|Buscar", "Usamos cookies para melhorar a sua experiência.", "Política de privacidade. Acessibilidade.",
            "Página não encontrada", "A página que você procura não existe ou foi removida."),
    _tongue("nl", "Universiteitsbibliotheek Noordveld", "Home|Collecties|Gidsen|Openingstijden|Lenen|Bijzondere collecties|Cursussen|Nieuws|Over ons|Contact",
            "Naar inhoud|Zoeken", "Deze website gebruikt cookies.", "Privacyverklaring. Toegankelijkheid.",
            "Pagina niet gevonden", "De pagina die u zoekt bestaat niet of is verplaatst."),
    _tongue("pl", "Biblioteka Uniwersytecka", "Strona główna|Zbiory|Przewodniki|Godziny otwarcia|Wypożyczanie|Zbiory specjalne|Szkolenia|Aktualności|O nas|Kontakt",
            "Przejdź do treści|Szukaj", "Ta strona używa ciasteczek.", "Polityka prywatności. Deklaracja dostępności.",
            "Strona nie została znaleziona", "Przepraszamy, strona o podanym adresie nie istnieje."),
    _tongue("cs", "Univerzitní knihovna", "Domů|Sbírky|Průvodce|Otevírací doba|Výpůjčky|Zvláštní sbírky|Kurzy|Novinky|O nás|Kontakt",
            "Přejít k obsahu|Hledat", "Tento web používá soubory cookie.", "Prohlášení o přístupnosti. Ochrana údajů.",
            "Stránka nenalezena", "Požadovaná stránka neexistuje nebo byla přesunuta."),
    _tongue("sk", "Univerzitná knižnica", "Domov|Zbierky|Sprievodcovia|Otváracie hodiny|Výpožičky|Osobitné zbierky|Kurzy|Novinky|O nás|Kontakt",
            "Prejsť na obsah|Hľadať", "Táto stránka používa súbory cookie.", "Vyhlásenie o prístupnosti. Ochrana údajov.",
            "Stránka sa nenašla", "Hľadaná stránka neexistuje alebo bola presunutá."),
    _tongue("ru", "Научная библиотека университета", "Главная|Фонды|Путеводители|Часы работы|Абонемент|Редкие книги|Обучение|Новости|О библиотеке|Контакты",
            "Перейти к содержанию|Поиск", "Мы используем файлы cookie.", "Политика конфиденциальности. Версия для слабовидящих.",
            "Страница не найдена", "Запрашиваемая страница не существует или была перемещена."),
    _tongue("uk", "Наукова бібліотека університету", "Головна|Фонди|Путівники|Години роботи|Абонемент|Рідкісні книги|Навчання|Новини|Про нас|Контакти",
            "Перейти до вмісту|Пошук", "Ми використовуємо файли cookie.", "Політика конфіденційності. Доступність.",
            "Сторінку не знайдено", "Сторінка, яку ви шукаєте, не існує або була переміщена."),
    _tongue("bg", "Университетска библиотека", "Начало|Колекции|Ръководства|Работно време|Заемане|Редки книги|Обучения|Новини|За нас|Контакти",
            "Към съдържанието|Търсене", "Този сайт използва бисквитки.", "Поверителност. Достъпност.",
            "Страницата не е намерена", "Страницата, която търсите, не съществува или е преместена."),
    _tongue("sr", "Универзитетска библиотека", "Почетна|Збирке|Водичи|Радно време|Позајмица|Ретке књиге|Обуке|Вести|О нама|Контакт",
            "Пређи на садржај|Претрага", "Овај сајт користи колачиће.", "Политика приватности. Приступачност.",
            "Страница није пронађена", "Страница коју тражите не постоји или је премештена."),
    _tongue("hr", "Sveučilišna knjižnica", "Naslovnica|Zbirke|Vodiči|Radno vrijeme|Posudba|Posebne zbirke|Tečajevi|Vijesti|O nama|Kontakt",
            "Prijeđi na sadržaj|Traži", "Ova stranica koristi kolačiće.", "Pravila privatnosti. Pristupačnost.",
            "Stranica nije pronađena", "Stranica koju tražite ne postoji ili je premještena."),
    _tongue("sl", "Univerzitetna knjižnica", "Domov|Zbirke|Vodniki|Odpiralni čas|Izposoja|Posebne zbirke|Tečaji|Novice|O nas|Stik",
            "Preskoči na vsebino|Išči", "Spletno mesto uporablja piškotke.", "Zasebnost. Dostopnost.",
            "Strani ni mogoče najti", "Stran, ki jo iščete, ne obstaja ali je bila premaknjena."),
    _tongue("tr", "Üniversite Kütüphanesi", "Ana sayfa|Koleksiyonlar|Rehberler|Çalışma saatleri|Ödünç alma|Özel koleksiyonlar|Eğitim|Haberler|Hakkımızda|İletişim",
            "İçeriğe geç|Ara", "Bu site çerezleri kullanır.", "Gizlilik politikası. Erişilebilirlik.",
            "Sayfa bulunamadı", "Aradığınız sayfa mevcut değil veya taşınmış olabilir."),
    _tongue("sv", "Universitetsbiblioteket", "Start|Samlingar|Ämnesguider|Öppettider|Låna|Specialsamlingar|Kurser|Nyheter|Om oss|Kontakt",
            "Hoppa till innehållet|Sök", "Webbplatsen använder kakor.", "Tillgänglighetsredogörelse. Personuppgifter.",
            "Sidan kunde inte hittas", "Sidan du söker finns inte eller har flyttats."),
    _tongue("no", "Universitetsbiblioteket", "Forside|Samlinger|Guider|Åpningstider|Lån|Spesialsamlinger|Kurs|Nyheter|Om oss|Kontakt",
            "Hopp til innhold|Søk", "Nettstedet bruker informasjonskapsler.", "Personvern. Tilgjengelighetserklæring.",
            "Fant ikke siden", "Siden du leter etter finnes ikke eller er flyttet."),
    _tongue("da", "Universitetsbiblioteket", "Forside|Samlinger|Guider|Åbningstider|Lån|Særsamlinger|Kurser|Nyheder|Om os|Kontakt",
            "Gå til indhold|Søg", "Hjemmesiden bruger cookies.", "Privatlivspolitik. Tilgængelighedserklæring.",
            "Siden blev ikke fundet", "Den side, du leder efter, findes ikke eller er flyttet."),
    _tongue("fi", "Yliopiston kirjasto", "Etusivu|Kokoelmat|Oppaat|Aukioloajat|Lainaaminen|Erikoiskokoelmat|Koulutus|Uutiset|Tietoa meistä|Yhteystiedot",
            "Siirry sisältöön|Haku", "Sivusto käyttää evästeitä.", "Tietosuoja. Saavutettavuusseloste.",
            "Sivua ei löytynyt", "Hakemaasi sivua ei ole olemassa tai se on siirretty."),
    _tongue("et", "Ülikooli raamatukogu", "Avaleht|Kogud|Juhendid|Lahtiolekuajad|Laenutamine|Erikogud|Koolitused|Uudised|Meist|Kontakt",
            "Liigu sisu juurde|Otsi", "See veebileht kasutab küpsiseid.", "Privaatsus. Ligipääsetavus.",
            "Lehekülge ei leitud", "Otsitud lehekülge ei ole olemas või on see teisaldatud."),
    _tongue("lv", "Universitātes bibliotēka", "Sākums|Krājumi|Ceļveži|Darba laiks|Izsniegšana|Retie izdevumi|Mācības|Jaunumi|Par mums|Kontakti",
            "Pāriet uz saturu|Meklēt", "Šī vietne izmanto sīkdatnes.", "Privātums. Piekļūstamība.",
            "Lapa nav atrasta", "Meklētā lapa neeksistē vai ir pārvietota."),
    _tongue("lt", "Universiteto biblioteka", "Pradžia|Fondai|Gidai|Darbo laikas|Skolinimas|Retos knygos|Mokymai|Naujienos|Apie mus|Kontaktai",
            "Pereiti prie turinio|Ieškoti", "Ši svetainė naudoja slapukus.", "Privatumas. Prieinamumas.",
            "Puslapis nerastas", "Ieškomas puslapis neegzistuoja arba buvo perkeltas."),
    _tongue("hu", "Egyetemi Könyvtár", "Kezdőlap|Gyűjtemények|Útmutatók|Nyitvatartás|Kölcsönzés|Különgyűjtemények|Képzések|Hírek|Rólunk|Kapcsolat",
            "Ugrás a tartalomra|Keresés", "Az oldal sütiket használ.", "Adatvédelem. Akadálymentesítés.",
            "Az oldal nem található", "A keresett oldal nem létezik, vagy áthelyezték."),
    _tongue("ro", "Biblioteca Universitară", "Acasă|Colecții|Ghiduri|Program|Împrumut|Colecții speciale|Cursuri|Noutăți|Despre noi|Contact",
            "Sari la conținut|Caută", "Acest site folosește cookie-uri.", "Confidențialitate. Accesibilitate.",
            "Pagina nu a fost găsită", "Pagina căutată nu există sau a fost mutată."),
    _tongue("el", "Βιβλιοθήκη Πανεπιστημίου", "Αρχική|Συλλογές|Οδηγοί|Ωράριο|Δανεισμός|Ειδικές συλλογές|Σεμινάρια|Νέα|Σχετικά|Επικοινωνία",
            "Μετάβαση στο περιεχόμενο|Αναζήτηση", "Ο ιστότοπος χρησιμοποιεί cookies.", "Πολιτική απορρήτου. Προσβασιμότητα.",
            "Η σελίδα δεν βρέθηκε", "Η σελίδα που ζητήσατε δεν υπάρχει ή έχει μετακινηθεί."),
    _tongue("ca", "Biblioteca de la Universitat", "Inici|Col·leccions|Guies|Horaris|Préstec|Fons antic|Formació|Notícies|Qui som|Contacte",
            "Salta al contingut|Cerca", "Aquest lloc web utilitza galetes.", "Avís legal. Accessibilitat.",
            "No s'ha trobat la pàgina", "La pàgina que busqueu no existeix o s'ha canviat d'adreça."),
    _tongue("ja", "北野大学附属図書館", "ホーム|所蔵資料|調べ方案内|開館時間|貸出|貴重書|講習会|お知らせ|図書館について|お問い合わせ",
            "本文へ移動|検索", "当サイトではクッキーを使用しています。", "個人情報保護方針。サイトマップ。",
            "ページが見つかりません", "お探しのページは存在しないか、移動された可能性があります。"),
    _tongue("zh", "北原大学图书馆", "首页|馆藏|研究指南|开放时间|借阅|特藏|培训|新闻|关于我们|联系我们",
            "跳到正文|搜索", "本网站使用 Cookie。", "隐私政策。网站地图。",
            "页面未找到", "抱歉，您访问的页面不存在或已被移动。"),
    _tongue("zh-TW", "北原大學圖書館", "首頁|館藏|研究指引|開放時間|借閱|特藏|課程|消息|關於我們|聯絡我們",
            "跳到主要內容|搜尋", "本網站使用 Cookie。", "隱私權政策。網站導覽。",
            "找不到網頁", "抱歉，您要找的網頁不存在或已移除。"),
    _tongue("ko", "북원대학교 도서관", "홈|소장자료|연구 가이드|이용 시간|대출|고문헌|교육|소식|도서관 소개|문의",
            "본문 바로가기|검색", "이 사이트는 쿠키를 사용합니다.", "개인정보 처리방침. 사이트맵.",
            "페이지를 찾을 수 없습니다", "요청하신 페이지가 존재하지 않거나 이동되었습니다."),
    _tongue("ar", "مكتبة الجامعة", "الرئيسية|المجموعات|الأدلة|ساعات العمل|الإعارة|المجموعات الخاصة|التدريب|الأخبار|من نحن|اتصل بنا",
            "انتقل إلى المحتوى|بحث", "يستخدم هذا الموقع ملفات تعريف الارتباط.", "سياسة الخصوصية. إمكانية الوصول.",
            "الصفحة غير موجودة", "عذرًا، الصفحة التي تبحث عنها غير موجودة أو تم نقلها."),
    _tongue("he", "ספריית האוניברסיטה", "בית|אוספים|מדריכים|שעות פתיחה|השאלה|אוספים מיוחדים|הדרכות|חדשות|אודות|צור קשר",
            "דלג לתוכן|חיפוש", "האתר משתמש בעוגיות.", "מדיניות פרטיות. נגישות.",
            "הדף לא נמצא", "הדף שחיפשת אינו קיים או הועבר."),
    _tongue("fa", "کتابخانه دانشگاه", "خانه|مجموعه‌ها|راهنماها|ساعات کار|امانت|مجموعه‌های ویژه|آموزش|اخبار|درباره ما|تماس",
            "پرش به محتوا|جستجو", "این وبگاه از کوکی استفاده می‌کند.", "حریم خصوصی. دسترس‌پذیری.",
            "صفحه پیدا نشد", "صفحه‌ای که به دنبال آن هستید وجود ندارد یا جابه‌جا شده است."),
    _tongue("vi", "Thư viện Đại học", "Trang chủ|Bộ sưu tập|Hướng dẫn|Giờ mở cửa|Mượn sách|Sách quý|Lớp học|Tin tức|Giới thiệu|Liên hệ",
            "Chuyển đến nội dung|Tìm kiếm", "Trang web này sử dụng cookie.", "Quyền riêng tư. Trợ năng.",
            "Không tìm thấy trang", "Trang bạn đang tìm không tồn tại hoặc đã được di chuyển."),
    _tongue("id", "Perpustakaan Universitas", "Beranda|Koleksi|Panduan|Jam buka|Peminjaman|Koleksi khusus|Pelatihan|Berita|Tentang kami|Kontak",
            "Lompat ke isi|Cari", "Situs ini menggunakan kuki.", "Kebijakan privasi. Aksesibilitas.",
            "Halaman tidak ditemukan", "Halaman yang Anda cari tidak ada atau telah dipindahkan."),
)}  # fmt: skip
