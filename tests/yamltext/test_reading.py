"""Reading files: every way a file can be wrong has one clear line."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.model import InputError, Problem
from guidewarden.yamltext import MAX_BYTES, read, shown_path


def problem_of(path: Path, **limit: int) -> Problem:
    with pytest.raises(InputError) as caught:
        read(path, "guides/g.yaml", **limit)
    (problem,) = caught.value.problems
    assert "\n" not in str(problem)
    return problem


def written(folder: Path, data: bytes) -> Path:
    path = folder / "g.yaml"
    path.write_bytes(data)
    return path


def test_text_is_that_of_the_file(tmp_path: Path) -> None:
    source = read(written(tmp_path, "a: é😀\r\nb: 1\n".encode()), "g.yaml")
    assert source.text == "a: é😀\r\nb: 1\n"
    assert source.path == "g.yaml"
    assert source.line_column(source.text.index("b")) == (2, 1)


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    assert read(written(tmp_path, b"\xef\xbb\xbfa: 1\n"), "g.yaml").text == "a: 1\n"


def test_missing_file(tmp_path: Path) -> None:
    assert (
        str(problem_of(tmp_path / "no.yaml")) == "guides/g.yaml: no such file; check the name and the folder"
    )


def test_folder_and_special_file(tmp_path: Path) -> None:
    assert "this is a folder" in problem_of(tmp_path).message
    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in problem_of(tmp_path / "pipe").message


def test_a_name_no_system_takes_is_a_problem_too(tmp_path: Path) -> None:
    assert "cannot be read" in problem_of(tmp_path / ("x" * 5000)).message


def test_size_is_told_with_the_limit_and_the_file_never_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(5_000_000)
    assert problem_of(path).message == "the file is 5.0 MB large, and the limit is 1 MB; split it"
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(1 << 40)  # a sparse terabyte: reading it would never end
    assert "limit" in problem_of(huge).message
    assert len(read(written(tmp_path, b"x" * MAX_BYTES), "g.yaml").text) == MAX_BYTES
    assert "the limit is 2 MB" in problem_of(path, limit=2_000_000).message


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        (b"a: caf\xe9\n", 1, 7, "0xe9"),
        ("x\nü😀".encode() + b"\xff", 2, 3, "0xff"),
        (b"\xef\xbb\xbfab\xc3", 1, 3, "0xc3"),
        (b"a\r\n\xed\xa0\x80", 2, 1, "0xed"),
    ],
)
def test_invalid_utf8_is_placed(tmp_path: Path, data: bytes, line: int, column: int, byte: str) -> None:
    problem = problem_of(written(tmp_path, data))
    assert (problem.line, problem.column) == (line, column)
    assert problem.message == f"byte {byte} here is not UTF-8; save it as UTF-8"


def test_utf16_is_named(tmp_path: Path) -> None:
    assert problem_of(written(tmp_path, "title: x".encode("utf-16"))).message.endswith(
        "UTF-16; save it as UTF-8"
    )


def test_binary_files_are_refused(tmp_path: Path) -> None:
    problem = problem_of(written(tmp_path, b"a: 1\nb: \x00\x01"))
    assert (problem.line, problem.column) == (2, 4)
    assert problem.message == "the invisible control character U+0000 stands here; delete it"


@settings(deadline=None)
@given(data=st.binary(max_size=60))
def test_any_bytes_are_text_or_one_problem(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp(), data)
    try:
        source = read(path, "g.yaml")
    except InputError as error:
        assert len(error.problems) == 1  # noqa: PT017  both outcomes are fine; an error must be one line
    else:
        assert source.text.encode() == data.removeprefix(b"\xef\xbb\xbf")


def test_paths_are_shown_as_people_type_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "guides" / "a.yaml", Path()) == "guides/a.yaml"
    assert shown_path(Path("guides/../b.yaml"), Path()) == "b.yaml"
    elsewhere = tmp_path.parent / "other"
    assert shown_path(elsewhere / "guides" / "a.yaml", elsewhere) == "guides/a.yaml"
    assert shown_path(elsewhere / "a.yaml", tmp_path) == (elsewhere / "a.yaml").as_posix()
