"""Domain tables as data; every row carries examples that tests parse back."""
