"""A practice web on loopback: answers for any host name, so that the whole product can be seen without internet."""

from guidewarden.demo.web import PracticeWeb, practice_guide

__all__ = ["PracticeWeb", "practice_guide"]
