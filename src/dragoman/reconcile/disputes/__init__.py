"""Where reports disagree: on a field of an incident, on whether it happened, or in what they say of one matter."""
