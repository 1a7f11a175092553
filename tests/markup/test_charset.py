import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.markup.charset import decode_page


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("<p>é".encode(), None, "<p>é"),
        (codecs.BOM_UTF8 + "<p>é".encode(), "iso-8859-1", "<p>é"),
        (codecs.BOM_UTF16_LE + "<p>é".encode("utf-16-le"), None, "<p>é"),
        ("<p>é".encode("latin-1"), None, "<p>é"),
        ("<p>“é”".encode("cp1252"), "ISO-8859-1", "<p>“é”"),
        ("<p>я".encode("koi8-r"), "koi8-r", "<p>я"),
        (
            b'<meta charset="windows-1251"><p>' + "я".encode("cp1251"),
            None,
            '<meta charset="windows-1251"><p>я',
        ),
        (b'<meta charset="windows-1251"><p>' + "я".encode(), "utf-8", '<meta charset="windows-1251"><p>я'),
        ("<p>é".encode(), "no-such-charset", "<p>é"),
        (b'<meta charset="utf-16"><p>' + "é".encode(), None, '<meta charset="utf-16"><p>é'),
        (b'<meta charset="base64"><p>x', None, '<meta charset="base64"><p>x'),
    ],
)
def test_a_page_is_decoded_as_browsers_do(data: bytes, charset: str | None, text: str) -> None:
    assert decode_page(data, charset) == text


@given(
    st.binary(max_size=80),
    st.one_of(
        st.none(),
        st.sampled_from(
            ["utf-8", "rot13", "hex", "utf-7", "x", "shift_jis", "idna", "undefined", "punycode"]
        ),
    ),
)
def test_any_bytes_are_decoded(data: bytes, charset: str | None) -> None:
    assert isinstance(decode_page(data, charset), str)
