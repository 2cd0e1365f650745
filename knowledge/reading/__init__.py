"""File formats to text, one module a format."""
