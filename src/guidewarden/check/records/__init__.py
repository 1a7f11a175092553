"""Registries' records of works: Crossref's and DataCite's, found by way of the DOI's registration agency."""

from guidewarden.check.records.registrar import Registrar

__all__ = ["Registrar"]
