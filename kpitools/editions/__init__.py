"""Editions on disk: where they lie, whole or absent, what they say of themselves."""
