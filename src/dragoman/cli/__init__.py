"""Words on the command line into calls of the other rooms. No logic lives here."""

from .app import app

__all__ = ["app"]
