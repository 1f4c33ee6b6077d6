"""One SQLite file: readings and corrections, with their history."""
