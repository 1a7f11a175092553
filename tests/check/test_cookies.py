import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkhelp import NOW
from guidewarden.check.cookies import COOKIES, CookieJar

SETTER = "https://www.library.example/a/b?c"


def after(*lines: str, url: str = SETTER) -> CookieJar:
    jar = CookieJar()
    jar.store(url, list(lines), NOW)
    return jar


def sent(jar: CookieJar, url: str = SETTER) -> str:
    return jar.header(url)


def test_cookies_go_back_to_who_set_them() -> None:
    assert sent(after("a=1", "b=2; HttpOnly; SameSite=Lax")) == "a=1; b=2"


@pytest.mark.parametrize(
    ("line", "url", "expected"),
    [
        ("a=1", "https://other.example/a/x", ""),
        ("a=1", "https://library.example/a/x", ""),
        ("a=1; Domain=library.example", "https://library.example/a/x", "a=1"),
        ("a=1; Domain=.library.example", "https://catalog.library.example/a/x", "a=1"),
        ("a=1; Domain=library.example", "https://evil-library.example/a/x", ""),
        ("a=1; Domain=other.example", "https://other.example/a/x", ""),
        ("a=1; Domain=other.example", SETTER, ""),
        ("a=1; Domain=example", "https://other.example/a/x", ""),
        ("a=1; Domain=example", SETTER, "a=1"),
        ("a=1; Path=/", "https://www.library.example/", "a=1"),
        ("a=1; Path=/a", "https://www.library.example/ab", ""),
        ("a=1; Path=/a", "https://www.library.example/a", "a=1"),
        ("a=1", "https://www.library.example/", ""),
        ("a=1; Secure; Path=/", "http://www.library.example/", ""),
        ("a=1; Path=/", "http://www.library.example/", "a=1"),
        ("a=1; Max-Age=0", SETTER, ""),
        ("a=1; Max-Age=60", SETTER, "a=1"),
        ("a=1; Max-Age=lots", SETTER, "a=1"),
        ("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", SETTER, ""),
        ("a=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT", SETTER, "a=1"),
        ("a=1; Expires=whenever", SETTER, "a=1"),
        ("lonely", SETTER, "lonely"),
        ("", SETTER, ""),
        ("a=1\r\nX: y", SETTER, ""),
        ("a=" + "x" * 5000, SETTER, ""),
    ],
)
def test_where_a_cookie_goes(line: str, url: str, expected: str) -> None:
    assert sent(after(line), url) == expected


def test_a_cookie_is_renewed_and_removed_in_place() -> None:
    jar = after("a=1", "b=2", "a=3")
    assert sent(jar) == "a=3; b=2"
    jar.store(SETTER, ["a=; Max-Age=0"], NOW)
    assert sent(jar) == "b=2"


def test_a_second_level_domain_for_all_is_nobodys() -> None:
    jar = after("a=1; Domain=co.uk; Path=/", url="https://one.co.uk/")
    assert sent(jar, "https://one.co.uk/") == "a=1"
    assert sent(jar, "https://two.co.uk/") == ""


def test_a_library_with_a_short_name_may_use_its_domain() -> None:
    jar = after("a=1; Domain=.bnf.fr; Path=/", url="https://sso.bnf.fr/")
    assert sent(jar, "https://gallica.bnf.fr/") == "a=1"


def test_longer_paths_come_first_and_then_older_cookies() -> None:
    jar = after("a=old; Path=/", "b=1; Path=/", "a=new; Path=/a")
    assert sent(jar) == "a=new; a=old; b=1"


def test_a_value_goes_back_byte_by_byte() -> None:
    value = b"caf\xc3\xa9\x92\xad\xc2\xa0x".decode("latin-1")
    assert sent(after(f"a={value}")).encode("latin-1") == b"a=caf\xc3\xa9\x92\xad\xc2\xa0x"


def test_an_address_is_no_domain() -> None:
    jar = after("a=1; Domain=0.0.1; Path=/", "b=1; Domain=127.0.0.1; Path=/", url="http://127.0.0.1/")
    assert sent(jar, "http://127.0.0.1/") == "b=1"


def test_a_secure_cookie_is_not_taken_from_a_plain_page() -> None:
    assert sent(after("a=1; Secure; Path=/", url="http://x.example/"), "https://x.example/") == ""


def test_there_is_an_end_to_cookies() -> None:
    jar = after(*(f"c{n}=1" for n in range(COOKIES - 10)))
    jar.store(SETTER, [f"d{n}=1" for n in range(40)], NOW)
    assert sent(jar).count("=") == COOKIES


@given(st.text())
def test_any_line_is_survived_and_sends_nothing_that_ends_a_header(line: str) -> None:
    header = sent(after(line))
    assert not any(character < " " or character == "\x7f" for character in header)
