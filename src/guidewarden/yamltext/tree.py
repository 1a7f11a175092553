"""YAML text → values, each with its place. Everything is built from one pass over libyaml's events.

Composing is never asked for: libyaml's composer recurses, and 40,000 brackets end the process. Events come
one by one, so that every limit is held before anything is built, and nothing here recurses.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

import yaml

from guidewarden.model import InputError, Problem, Scalar, SourceText
from guidewarden.yamltext.reading import MAX_BYTES, unwanted_character
from guidewarden.yamltext.routes import route_join
from guidewarden.yamltext.scalars import text_map
from guidewarden.yamltext.syntax import syntax_problem
from guidewarden.yamltext.words import shorten

MAX_DEPTH = 50
MAX_NODES = 100_000
MAX_PROBLEMS = 100

type Value = str | None | list[Value] | dict[str, Value]
