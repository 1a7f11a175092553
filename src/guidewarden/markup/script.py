"""What a script is read into. Offsets are code points of the script's text; everything is in source order."""

from typing import Literal

from msgspec import Struct

ConstructKind = Literal[
    "arrow-function", "class", "template-literal", "spread", "rest", "default-value", "destructuring", "for-of", "async",
    "generator", "optional-chaining", "nullish", "exponent", "logical-assignment", "import-export", "dynamic-import",
    "shorthand-method", "shorthand-property", "computed-key", "optional-catch", "number", "regular-expression",
    "new-target",
]  # fmt: skip


class Construct(Struct, frozen=True):
    """A piece of syntax that came after ECMAScript 5.1; the range is that of what gives it away, such as ``=>``."""

    kind: ConstructKind
    start: int
    end: int


class Call(Struct, frozen=True):
    """Something that is called, or made with ``new``.

    ``path`` says what, as far as one can tell without running the script: ``fetch``, ``Object.assign``,
    ``document.querySelectorAll().forEach``, ``[].includes``, ``?.closest`` where the object is unknown. ``window.``
    is left out; a variable that is given a value once is followed. ``guarded`` tells that a ``try`` holds it.
    """

    path: str
    new: bool
    start: int
    end: int
    guarded: bool = False

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.path.rpartition(".")[2]

    @property
    def receiver(self) -> str:
        """The path of the object that the last name is asked of, "" when it is a name by itself."""
        return self.path.rpartition(".")[0]


class Script(Struct, frozen=True):
    """A script that was read.

    ``tested`` holds the names that conditions ask for without calling them (``if (window.fetch)``, ``"x" in y``,
    ``typeof z``), ``defined`` those that the script itself gives a value. What is no JavaScript is left out.
    """

    text: str
    constructs: tuple[Construct, ...] = ()
    calls: tuple[Call, ...] = ()
    tested: frozenset[str] = frozenset()
    defined: frozenset[str] = frozenset()
