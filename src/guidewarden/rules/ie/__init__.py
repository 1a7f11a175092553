"""Internet Explorer and legacy markup."""
