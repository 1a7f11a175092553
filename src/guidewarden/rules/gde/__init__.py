"""Guide policy: owners, dates, descriptions, lists."""
