"""What persons decided, brought to bear on what is read: which decisions stand, what they join, set and keep apart."""
