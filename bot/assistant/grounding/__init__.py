"""Whether what is said stands in its sources: what a text states, whose it is, and what a rewording keeps."""
