"""Guides written to break the reader: each is refused in one short line, quickly, and hides no other guide.

What could end or stall a process is loaded in a process of its own.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from guidewarden.guides import load_library

PROGRAM = """\
import sys
from pathlib import Path
from guidewarden.guides import load_library
from guidewarden.model import InputError
try:
    library = load_library([Path(path) for path in sys.argv[1:]], Path())
except InputError as error:
    print(error)
else:
    for problem in library.problems:
        print(problem)
    for document in library.documents:
        print("loaded", document.id)
"""

BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 10)]
)
BILLION_KEYS = "title: x\n? " + "? " * 30_000

# Name, contents, and the one line each must give after its path.
HOSTILE: list[tuple[str, bytes, str]] = [
    ("typo", b"titel: x\n", ":1:1: unknown key `titel`, did you mean `title`?"),
    ("duplicate", b"title: x\ntitle: y\n", ":2:1: duplicate key `title`; it stands at line 1, column 1 already"),
    ("tab", b"title: x\nsections:\n\t- title: y\n", ":3:1: a tab stands in the indentation; YAML needs spaces"),
    ("alias-bomb", BOMB.encode(), ":1:5: `&` makes this an anchor or alias, and anchors and aliases are not allowed; write"),
    ("alias-to-itself", b"title: &a [*a]\n", ":1:8: `&` makes this an anchor or alias"),
    ("brackets", b"title: " + b"[" * 40_000, ":1:57: more than 50 levels stand inside each other here"),
    ("braces", b"title: " + b"{a: " * 40_000, ":1:204: more than 50 levels stand inside each other here"),
    ("dashes", b"- " * 40_000, ":1:101: more than 50 levels stand inside each other here"),
    ("question-marks", BILLION_KEYS.encode(), ":2:3: a key must be plain text"),
    ("deep-mapping", b"".join(b" " * level + b"a:\n" for level in range(900)), ":51:51: more than 50 levels"),
    ("five-megabytes", b"title: " + b"x" * 5_000_000, ": the file is 5.0 MB large, and the limit is 1 MB; split it"),
    ("latin-1", "title: Café\n".encode("latin-1"), ":1:11: byte 0xe9 here is not UTF-8; save it as UTF-8"),
    ("utf-16", "title: x\n".encode("utf-16"), ": the file is saved as UTF-16; save it as UTF-8"),
    ("binary", b"\x7fELF\x02\x01\x01\x00" * 100, ":1:5: the invisible control character U+0002 stands here; delete it"),
    ("empty", b"", ": the guide is empty; start with `title: …`, then `sections:` with a `title:` and `blocks:` each"),
    ("many-keys", b"title: x\n" + b"".join(b"k%d: v\n" % number for number in range(90_000)),
     ":50000:9: the file holds more than 100,000 keys and values; split it"),
    ("merge-key", b"title: x\n<<: {url: y}\n", ":2:1: merge keys (`<<`) are not allowed; write the keys out"),
    ("two-documents", b"title: x\n---\ntitle: y\n", ":2:1: a second document starts here (`---`); keep one in a file"),
    ("python-tag", b"title: !!python/object/apply:os.system ['true']\n", ":1:8: the tag `!!python/object/apply:os.system`"),
    ("binary-tag", b"title: !!binary aGk=\n", ":1:8: the tag `!!binary` is not allowed; write the plain value"),
    ("own-tag", b"%TAG ! tag:example.org,2000:\n---\ntitle: !x y\n", ":3:8: the tag `!x` is not allowed"),
    ("set-tag", b"title: !!set {a, b}\n", ":1:8: the tag `!!set` is not allowed"),
    ("key-of-a-megabyte", b"title: x\n? " + b"k" * 900_000 + b"\n: v\n", ":2:3: unknown key `kkkkkkkkk"),
    ("terminal-key", b'title: x\n"\\e]0;owned\\a": y\n', ":2:1: unknown key `�]0;owned�`"),
    ("open-quote", b"title: '" + b"x\n" * 400_000, ":1:8: this quotation mark is never closed; add the missing one"),
    ("dunder", b"title: x\n__class__: y\n", ":2:1: unknown key `__class__`"),
    ("next-line", "title: x\x85url y\n".encode(), ":"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "line"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_hostile_guides_are_refused_in_one_line(tmp_path: Path, name: str, data: bytes, line: str) -> None:
    (tmp_path / f"{name}.yaml").write_bytes(data)
    (tmp_path / "zz-good.yaml").write_text("title: Good\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    problem, loaded = done.stdout.splitlines()
    assert problem.startswith(f"{name}.yaml{line}")
    assert len(problem) < 400
    assert loaded == "loaded zz-good"


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "guides"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (
        done.stdout
        == "guides: no such file or folder; give the path of a guide, or of a folder with guides in it\n"
    )


@pytest.mark.parametrize("style", ["", "'", '"', "|\n  "])
def test_a_huge_scalar_within_the_limit_is_read(tmp_path: Path, style: str) -> None:
    closing = style if style in {"'", '"'} else ""
    text = f"title: x\ndescription: {style}{'word ' * 190_000}w{closing}\n"
    (tmp_path / "huge.yaml").write_text(text, encoding="utf-8")
    (document,) = load_library([tmp_path], tmp_path).documents
    scalar = document.scalars["description"]
    start = 5 * 100_000
    first, last = scalar.map.source_range(start, start + 4)
    assert text[first:last] == "word"


def test_odd_but_sound_guides_are_read(tmp_path: Path) -> None:
    samples = {
        "bom": b"\xef\xbb\xbftitle: \xf0\x9f\x98\x80 x\n",
        "crlf": b"title: x\r\ndescription: |\r\n  one\r\n  two\r\n",
        "json": b'{"title": "x", "tags": ["a", "b"]}',
        "explicit": b"%YAML 1.1\n---\n? title\n: x\n...\n",
        "words": b"title: no\ndescription: 12:30:45\nurl: 0x1F\n",
    }
    for name, data in samples.items():
        (tmp_path / f"{name}.yaml").write_bytes(data)
    library = load_library([tmp_path], tmp_path)
    assert library.problems == ()
    guides = {document.id: document.guide for document in library.documents}
    assert guides.keys() == samples.keys()
    assert guides["bom"].title == "😀 x"
    assert guides["crlf"].description == "one\ntwo\n"
    assert (guides["words"].title, guides["words"].description, guides["words"].url) == (
        "no",
        "12:30:45",
        "0x1F",
    )
