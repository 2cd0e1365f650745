"""What a reviewer looks for, one check a module. A check yields findings; each has a place and a reason."""
