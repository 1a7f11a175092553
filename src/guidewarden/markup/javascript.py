"""JavaScript to positioned facts, by tree-sitter's grammar, which knows every modern construct and forgives errors.

The parser is imported with the first script, so that markup without any need not wait for it. Its tree is walked
once, by hand: its query language takes quadratic time on deep nesting, and so do its ways up to a parent.
"""

import functools
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from guidewarden.markup.script import Call, Construct, ConstructKind, Script

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Tree

_ALWAYS: Mapping[str, ConstructKind] = {
    "async": "async", "optional_chain": "optional-chaining", "??": "nullish", "**": "exponent", "**=": "exponent",
    "??=": "logical-assignment", "&&=": "logical-assignment", "||=": "logical-assignment",
    "template_string": "template-literal", "object_pattern": "destructuring", "array_pattern": "destructuring",
    "computed_property_name": "computed-key", "meta_property": "new-target",
}  # fmt: skip
_UNDER: Mapping[tuple[str, str], ConstructKind] = {
    ("=>", "arrow_function"): "arrow-function",
    ("class", "class_declaration"): "class",
    ("class", "class"): "class",
    ("...", "spread_element"): "spread",
    ("...", "rest_pattern"): "rest",
    ("=", "assignment_pattern"): "default-value",
    ("=", "object_assignment_pattern"): "default-value",
    ("of", "for_in_statement"): "for-of",
    ("*", "generator_function"): "generator",
    ("*", "generator_function_declaration"): "generator",
    ("*", "method_definition"): "generator",
    ("import", "import_statement"): "import-export",
    ("import", "call_expression"): "dynamic-import",
    ("export", "export_statement"): "import-export",
    ("shorthand_property_identifier", "object"): "shorthand-property",
}
"""What is a construct when it stands right inside another node."""
_MODERN_NUMBER = re.compile(r"0[bBoO]|[^_]*(?:_|n$)")
_MODERN_FLAGS = re.compile(r"[^suyvd]*[suyvd]")
_WHITE = re.compile("[\0\xa0\ufeff\u1680\u2000-\u200a\u202f\u205f\u3000]")
_WIDE = re.compile("[^\x00-\x7f]")
_FUNCTIONS = frozenset(
    {"arrow_function", "class_body", "function_declaration", "function_expression", "generator_function"}
)
_CHOICES = frozenset({"&&", "||", "??"})
_QUESTIONS = frozenset({"!", "typeof"})
_NAMED = frozenset(
    {"class_declaration", "function_declaration", "generator_function_declaration", "variable_declarator"}
)
_PARTED = frozenset(
    {"binary_expression", "if_statement", "ternary_expression", "try_statement", "unary_expression"}
)
_SPECIAL = frozenset({"catch_clause", "method_definition", "number", "regex_flags"})
_NAMES = frozenset({"identifier", "property_identifier", "string_fragment"})
_DEPTH, _LENGTH = 8, 100
"""How far a path is followed, and how much of a name it keeps: chains of thousands of calls exist."""
_IN_ERROR, _IN_TRY, _IN_CONDITION = 1, 2, 4
"""What a node stands in, however deep: bits of one number, since every node of a script is asked."""
_LITERALS = {"this": "this", "string": '""', "template_string": '""', "array": "[]"}
_WRAPPED = {
    "await_expression": ("", "", ""), "call_expression": ("", "function", "()"),
    "new_expression": ("new ", "constructor", "()"), "parenthesized_expression": ("", "", ""),
    "subscript_expression": ("", "object", "[]"),
}  # fmt: skip
"""How the path of what holds another thing is made: what stands before, the part's name, what stands behind."""
_HEADS = ("window.", "self.", "globalThis.")


def read_script(text: str) -> Script:
    """Read a script or the value of an event-handler attribute. Any text is accepted; nothing is raised."""
    reader = _Reader(text)
    reader.walk(_parser().parse(_narrow(text).encode("ascii")))
    return reader.script()


def _narrow(text: str) -> str:
    """Give a text of the same length in ASCII that reads the same, so that bytes are characters."""
    if not text.isascii() or "\0" in text:
        text = _WHITE.sub(" ", text.replace("\u2028", "\n").replace("\u2029", "\n"))
    return _WIDE.sub("x", text)


@functools.cache
def _parser() -> "Parser":
    from tree_sitter import Language, Parser  # noqa: PLC0415 - see above
    from tree_sitter_javascript import language  # noqa: PLC0415

    return Parser(Language(language()))


class _Place(Struct, frozen=True):
    """A node on the way from the root to the present one; ``called`` tells that it is what a call calls."""

    kind: str
    node: "Node"
    within: int
    called: bool
    operator: str


class _Reader(Struct):
    text: str
    constructs: list[Construct] = field(default_factory=list)
    called: "list[tuple[Node, Node, bool]]" = field(default_factory=list)
    """Calls, what they call, and whether a ``try`` holds them."""
    given: "dict[str, Node | None]" = field(default_factory=dict)
    """The value of each variable; None when it has several, or is a parameter."""
    tested: set[str] = field(default_factory=set)
    defined: set[str] = field(default_factory=set)

    def script(self) -> Script:
        calls = [self._call(*called) for called in self.called]
        calls.sort(key=lambda call: (call.start, call.end))
        self.constructs.sort(key=lambda construct: (construct.start, construct.kind))
        return Script(
            self.text, tuple(self.constructs), tuple(calls), frozenset(self.tested), frozenset(self.defined)
        )  # fmt: skip

    def walk(self, tree: "Tree") -> None:
        """Take every node in source order, knowing what it stands in."""
        cursor = tree.walk()
        way = [_Place("", tree.root_node, 0, called=False, operator="")]
        while True:
            node, part, above = cursor.node, cursor.field_name, way[-1]
            if node is None:
                return
            kind = node.type
            within = _within(kind, part, above)
            if not within & _IN_ERROR:
                self._take(kind, node, part, within, above)
            if cursor.goto_first_child():
                called = part in {"function", "constructor"} and above.kind in {
                    "call_expression",
                    "new_expression",
                }
                way.append(_Place(kind, node, within, called, _operator(kind, node)))
                continue
            while not cursor.goto_next_sibling():
                if not cursor.goto_parent():
                    return
                way.pop()

    def _take(self, kind: str, node: "Node", part: str | None, within: int, above: _Place) -> None:
        construct = _ALWAYS.get(kind) or _UNDER.get((kind, above.kind))
        if construct is not None:
            self._construct(construct, node)
        elif kind in _NAMES:
            self._name(node, part, within, above)
        elif part in {"function", "constructor"} and kind != "import":
            self._called(node, within, above)
        elif kind in _SPECIAL:
            self._special(kind, node, above)
        elif kind in _NAMED:
            self._define(node)
        elif kind == "assignment_expression":
            self._assign(node)

    def _name(self, node: "Node", part: str | None, within: int, above: _Place) -> None:
        if part in {"function", "constructor"} and above.kind in {"call_expression", "new_expression"}:
            self._called(node, within, above)
        elif above.kind == "formal_parameters" or (part == "parameter" and above.kind == "arrow_function"):
            said = self._said(node)
            self.defined.add(said)
            self.given[said] = None
        elif within & _IN_CONDITION and not (above.called and part == "property"):
            self.tested.add(self._said(node))

    def _called(self, node: "Node", within: int, above: _Place) -> None:
        if above.kind in {"call_expression", "new_expression"}:
            self.called.append((above.node, node, bool(within & _IN_TRY)))

    def _special(self, kind: str, node: "Node", above: _Place) -> None:
        """Take what is a construct only sometimes: it depends on the text, or on what is missing."""
        if kind == "number" and _MODERN_NUMBER.match(self._said(node)):
            self._construct("number", node)
        elif kind == "regex_flags" and _MODERN_FLAGS.match(self._said(node)):
            self._construct("regular-expression", node)
        elif kind == "catch_clause" and node.child_by_field_name("parameter") is None:
            self._construct("optional-catch", node.child(0))
        elif kind == "method_definition" and above.kind == "object":
            first = node.child(0)
            if first.type not in {"get", "set"}:
                self._construct("shorthand-method", node.child_by_field_name("name"))

    def _construct(self, kind: ConstructKind, node: "Node | None") -> None:
        if node is not None and node.end_byte > node.start_byte:
            self.constructs.append(Construct(kind, node.start_byte, node.end_byte))

    def _said(self, node: "Node") -> str:
        return self.text[node.start_byte : node.end_byte]

    def _define(self, node: "Node") -> None:
        name = node.child_by_field_name("name")
        if name is not None and name.type == "identifier":
            self.defined.add(self._said(name))
            value = node.child_by_field_name("value")
            if value is not None:
                self._give(self._said(name), value)

    def _assign(self, node: "Node") -> None:
        left = node.child_by_field_name("left")
        if left is not None and left.type == "identifier":
            self.defined.add(self._said(left))
            self._give(self._said(left), node.child_by_field_name("right"))
        elif left is not None and left.type == "member_expression":
            name = left.child_by_field_name("property")
            if name is not None:
                self.defined.add(self._said(name))

    def _give(self, name: str, value: "Node | None") -> None:
        self.given[name] = None if name in self.given else value

    def _call(self, call: "Node", node: "Node", guarded: bool) -> Call:
        last = node.child_by_field_name("property") if node.type == "member_expression" else None
        last = last or node
        path = self._path(node, _DEPTH)
        for head in _HEADS:
            path = path.removeprefix(head)
        if path == "Object.defineProperty":
            self._define_property(call.child_by_field_name("arguments"))
        return Call(path, call.type == "new_expression", last.start_byte, last.end_byte, guarded)

    def _define_property(self, arguments: "Node | None") -> None:
        for name in arguments.named_children[1:2] if arguments is not None else ():
            if name.type == "string":
                self.defined.add(self._said(name)[1:-1])

    def _path(self, node: "Node | None", depth: int) -> str:
        if node is None or not depth:
            return "?"
        kind = node.type
        if kind == "identifier":
            name = self._said(node)
            value = self.given.get(name)
            return name[:_LENGTH] if value is None else self._followed(name[:_LENGTH], value, depth - 1)
        if kind == "member_expression":
            after = node.child_by_field_name("property")
            name = "?" if after is None else self._said(after)[:_LENGTH]
            return f"{self._path(node.child_by_field_name('object'), depth - 1)}.{name}"
        if kind in _WRAPPED:
            before, part, behind = _WRAPPED[kind]
            inner = node.child_by_field_name(part) if part else next(iter(node.named_children), None)
            return f"{before}{self._path(inner, depth - 1)}{behind}"
        return _LITERALS.get(kind, "?")

    def _followed(self, name: str, value: "Node", depth: int) -> str:
        """Give the path of a variable's value, or its name where that says more."""
        path = self._path(value, depth)
        return name if path.startswith("?") else path


def _operator(kind: str, node: "Node") -> str:
    if kind not in {"binary_expression", "unary_expression"}:
        return ""
    operator = node.child_by_field_name("operator")
    return "" if operator is None else operator.type


def _within(kind: str, part: str | None, above: _Place) -> int:
    """Tell what a node stands in: the same as the one above it, and what that one makes of this part of it."""
    within = above.within
    if above.kind == "ERROR":
        within |= _IN_ERROR
    if kind in _FUNCTIONS:
        return within & ~_IN_CONDITION
    if part is None or above.kind not in _PARTED:
        return within
    if part == "condition":
        return within | _IN_CONDITION
    if part == "left" and (above.operator in _CHOICES or (above.operator == "in" and kind == "string")):
        return within | _IN_CONDITION
    if part == "argument" and above.operator in _QUESTIONS:
        return within | _IN_CONDITION
    if part == "body" and above.kind == "try_statement" and above.node.child_by_field_name("handler"):
        return within | _IN_TRY
    return within
