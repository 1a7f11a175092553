"""The only room that speaks SQL."""

from guidewarden.store.store import MEMORY, AskedCopy, Store, StoreBusyError, StoreError, open_store

__all__ = ["MEMORY", "AskedCopy", "Store", "StoreBusyError", "StoreError", "open_store"]
