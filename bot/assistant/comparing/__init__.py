"""Units and their reports side by side: who has reported, what is alike, what differs, who leads."""
