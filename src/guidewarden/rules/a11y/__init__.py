"""Accessibility (WCAG 2.1 AA)."""
