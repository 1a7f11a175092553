"""YAML text → values with a position for each; hostile input is refused with one clear line."""

from guidewarden.yamltext.reading import MAX_BYTES, read, shown_path
from guidewarden.yamltext.routes import route_join
from guidewarden.yamltext.schema import editor_schema
from guidewarden.yamltext.tree import MAX_DEPTH, MAX_NODES, Tree, Value, load, tree_again
from guidewarden.yamltext.validation import problem_at, validate
from guidewarden.yamltext.words import closest, did_you_mean, shorten
from guidewarden.yamltext.writing import rewritten

__all__ = [
    "MAX_BYTES", "MAX_DEPTH", "MAX_NODES", "Tree", "Value", "closest", "did_you_mean", "editor_schema", "load",
    "problem_at", "read", "rewritten", "route_join", "shorten", "shown_path", "tree_again", "validate",
]  # fmt: skip
