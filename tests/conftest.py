"""Settings of all tests (property tests are judged by what they find, never by the clock), and the sample ledger."""

from hypothesis import settings
from sample_ledger import samples as samples

settings.register_profile("house", deadline=None)
settings.load_profile("house")
