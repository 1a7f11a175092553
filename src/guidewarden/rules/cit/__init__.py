"""Citations and quotations."""
