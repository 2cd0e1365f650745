"""What a message asks: its words, its turns, and what of the collection it speaks of."""
