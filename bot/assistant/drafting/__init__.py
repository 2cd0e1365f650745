"""A draft, from what comparable documents say to a paper of the own unit with the figures of its officer."""
