"""What is to be checked: URLs and DOIs normalised, found in guides and lists, each target once."""

from guidewarden.plan.extract import extract
from guidewarden.plan.found import Found
from guidewarden.plan.lists import read_list
from guidewarden.plan.plan import Plan, make_plan

__all__ = ["Found", "Plan", "extract", "make_plan", "read_list"]
