"""Scripts that make reference data."""
