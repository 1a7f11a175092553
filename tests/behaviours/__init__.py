"""A web of behaviours: how sites answer in the field, each with the truth a person with a browser would reach."""

from behaviours.catalogue import BEHAVIOURS
from behaviours.model import Behaviour, Line, Truth
from behaviours.running import Judged, judge_web
from behaviours.web import BehaviourWeb

__all__ = ["BEHAVIOURS", "Behaviour", "BehaviourWeb", "Judged", "Line", "Truth", "judge_web"]
