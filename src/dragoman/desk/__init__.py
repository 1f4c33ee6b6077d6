"""The desk: a page on this machine to look at the ledger, check it and correct it."""
