"""What an incident says at its head: each claim told, the value that a named rule chooses, who and what is listed."""
