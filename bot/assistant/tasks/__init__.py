"""Tables of assigned tasks: what is asked of them, who does what, and by when."""
