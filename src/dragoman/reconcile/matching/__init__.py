"""Whether two tellings are of one event: their profiles, what is compared at all, what speaks for it or forbids it."""
