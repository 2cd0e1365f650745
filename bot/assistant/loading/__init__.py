"""Files read in processes of their own: what a load would meet, what it reads, what it did."""
