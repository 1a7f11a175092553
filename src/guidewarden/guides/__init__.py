"""YAML → guides and people, with a source position for every value; the schema for editors."""

from guidewarden.guides.baseline import BASELINE_FILE, baseline_text, load_baseline
from guidewarden.guides.library import Library, Load, guide_files, load_library, load_people
from guidewarden.guides.schema import json_schema, people_schema

__all__ = [
    "BASELINE_FILE",
    "Library",
    "Load",
    "baseline_text",
    "guide_files",
    "json_schema",
    "load_baseline",
    "load_library",
    "load_people",
    "people_schema",
]
