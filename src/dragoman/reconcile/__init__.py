"""Mentions of many reports in; origins, incidents, disagreements and links out. A pure function."""
