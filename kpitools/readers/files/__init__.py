"""What an export file is by its first bytes, and the records it holds."""
