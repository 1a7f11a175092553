"""The only room with sockets: gives evidence, never an opinion."""

from guidewarden.check.checker import NetworkChecker
from guidewarden.check.interface import Checker, Slots

__all__ = ["Checker", "NetworkChecker", "Slots"]
