"""The only room that speaks SQL."""

from guidewarden.store.store import Store, StoreBusyError, StoreError, open_store

__all__ = ["Store", "StoreBusyError", "StoreError", "open_store"]
