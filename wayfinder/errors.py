"""The root of our own errors. Their text is written for the person who sees it, and never quotes what people typed."""

from __future__ import annotations


class WayfinderError(Exception):
    """What this project raises itself. The message can be shown as it is."""


class UsageError(WayfinderError):
    """A command was asked for something that does not exist or is not allowed; the message says what."""
