import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.check.mending import head_end, mend_head


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 12\r\nSet-Cookie: a=\xff\r\n\r\n",
        b"HTTP/1.1 200 OK\nServer: x\nTransfer-Encoding: chunked\n\n",
    ],
)
def test_a_sound_head_is_the_same_object(head: bytes) -> None:
    assert mend_head(head) is head


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (b"A b: c\r\nD: e", b"D: e"),
        (b"A : b", b"A: b"),
        (b"rubbish\r\n  continued\r\nD: e\r\n  continued", b"D: e\r\n  continued"),
        (b"Content-Length: x\r\nD: e", b"D: e"),
        (b"Content-Length: 1, 1", b"Content-Length: 1, 1"),
        (b"Content-Length: 1\r\nContent-Length: 2\r\nno", b"Content-Length: 1\r\nContent-Length: 2"),
        (b"Transfer-Encoding: Identity\r\nD: e", b"D: e"),
        (b"Transfer-Encoding: chunked\r\ntransfer-encoding: chunked", b"Transfer-Encoding: chunked"),
        (b": nameless\r\nD: e", b"D: e"),
    ],
)
def test_what_is_left_out(lines: bytes, expected: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\n" + lines + b"\r\n\r\n"
    assert mend_head(head) == b"HTTP/1.1 200 OK\r\n" + expected + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "end"),
    [
        (b"", None),
        (b"HTTP/1.1 200 OK\r\n", None),
        (b"\r\n\r\n", None),
        (b"HTTP/1.1 200 OK\r\n\r\nbody\r\n\r\n", 19),
        (b"HTTP/1.1 200 OK\n\nbody", 17),
        (b"\r\nHTTP/1.1 200 OK\r\n\r\n", 21),
    ],
)
def test_where_a_head_ends(data: bytes, end: int | None) -> None:
    assert head_end(data) == end
    assert head_end(bytearray(data)) == end


HEADS = st.lists(
    st.sampled_from([b"HTTP/1.1 200 OK", b"A: b", b" c", b"d", b": ", b"\r", b"Content-Length: "])
    | st.binary()
)


@given(HEADS)
def test_mending_twice_changes_no_more(lines: list[bytes]) -> None:
    once = mend_head(b"\r\n".join(lines) + b"\r\n\r\n")
    assert once.endswith(b"\r\n\r\n")
    assert mend_head(once) == once
