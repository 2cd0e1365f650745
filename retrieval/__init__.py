"""Facts in, evidence out: chunks, lexical and vector indexes, generations, search. Imports knowledge only."""
