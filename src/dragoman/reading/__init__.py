"""One report in, one reading out: a pure function of (report, knowledge, models)."""
