"""One module per kind of question; each gives an answer or None when the question is not its own."""
