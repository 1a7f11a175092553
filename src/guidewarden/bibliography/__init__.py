"""Citations as readers see them: one style for reports and for the guides' own pages."""

from guidewarden.bibliography.formatting import Part, of_source, of_work, plain_text

__all__ = ["Part", "of_source", "of_work", "plain_text"]
