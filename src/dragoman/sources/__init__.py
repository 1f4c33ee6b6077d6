"""Files in, reports out: clean immutable text, dates with their basis, flags."""
