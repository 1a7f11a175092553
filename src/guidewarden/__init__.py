"""guidewarden keeps library research guides healthy.

The rooms of the package and the walls between them are described in ``docs/architecture.md``.
"""

__version__ = "0.1.0"
