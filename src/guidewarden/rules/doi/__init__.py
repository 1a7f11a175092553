"""Identifiers: DOIs and the way they are written."""
