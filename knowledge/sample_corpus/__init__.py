"""Fictional documents: the demo, the test data and the example of the docs."""
