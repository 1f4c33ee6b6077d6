"""Settings of all tests: property tests are judged by what they find, never by the clock."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
