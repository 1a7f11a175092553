"""YAML → guides and people, with a source position for every value; the schema for editors."""

from guidewarden.guides.library import Library, load_library
from guidewarden.guides.schema import json_schema, people_schema

__all__ = ["Library", "json_schema", "load_library", "people_schema"]
