"""The ledger tables in the formats that other tools read."""
