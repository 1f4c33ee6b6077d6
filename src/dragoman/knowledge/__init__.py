"""What Dragoman knows of the world, as data with one loader each. Holds no rules."""
