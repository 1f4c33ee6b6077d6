"""The command line: words in, calls of the other rooms out. Holds no logic."""
