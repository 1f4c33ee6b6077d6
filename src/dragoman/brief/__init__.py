"""What a person reads: the brief and the page behind each line. Computes no facts of its own."""
