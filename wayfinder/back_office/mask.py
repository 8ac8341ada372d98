"""People in log lines: enough to tell two apart in one log, not enough to know who it is."""

from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache


def masked(text: str) -> str:
    """Six signs that stand for a text until the process ends. The same text has the same signs."""
    return hashlib.blake2b(text.encode(), key=_key(), digest_size=3).hexdigest()


@lru_cache(maxsize=1)
def _key() -> bytes:
    """Without a key that nobody knows, a list of addresses would be enough to find out who it is."""
    return secrets.token_bytes(16)
