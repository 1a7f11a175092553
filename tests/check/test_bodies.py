import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.check.bodies import Decoder

DATA = b"A page of a guide. " * 200


def decode(encoding: str, *chunks: bytes, limit: int = 100_000) -> Decoder:
    decoder = Decoder(encoding, limit)
    for chunk in chunks:
        if not decoder.full:
            decoder.feed(chunk)
    return decoder


def raw_deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(data) + compressor.flush()


@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        ("", DATA),
        ("identity", DATA),
        ("gzip", gzip.compress(DATA)),
        ("x-gzip", gzip.compress(DATA)),
        ("deflate", zlib.compress(DATA)),
        ("deflate", raw_deflate(DATA)),
        ("gzip", gzip.compress(DATA[:500]) + gzip.compress(DATA[500:])),
        ("gzip", gzip.compress(DATA) + b"\0\0\0 trailing rubbish"),
    ],
)
@pytest.mark.parametrize("step", [7, 100_000])
def test_decoding(encoding: str, sent: bytes, step: int) -> None:
    decoder = decode(encoding, *(sent[at : at + step] for at in range(0, len(sent), step)))
    assert bytes(decoder.data) == DATA
    assert not decoder.broken


def test_a_bomb_fills_no_more_than_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    decoder = decode("gzip", bomb, bomb, limit=1000)
    assert len(decoder.data) == 1000
    assert decoder.full


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "nonsense"])
def test_an_encoding_that_was_not_asked_for_is_left_alone(encoding: str) -> None:
    assert decode(encoding, b"rubbish").broken
    assert not decode(encoding, b"rubbish").data


def test_what_came_before_the_damage_stays() -> None:
    sent = gzip.compress(bytes(range(256)) * 100, compresslevel=0)
    decoder = decode("gzip", sent[:5000], b"\xff" * 5000)
    assert decoder.data
    assert decoder.data.startswith(bytes(range(256)))


def test_plain_text_said_to_be_gzip_is_broken() -> None:
    assert decode("gzip", b"<html>").broken


@given(st.lists(st.binary(max_size=300)), st.sampled_from(["", "gzip", "deflate", "br"]))
def test_any_bytes_are_survived_within_the_limit(chunks: list[bytes], encoding: str) -> None:
    assert len(decode(encoding, *chunks, limit=64).data) <= 64
