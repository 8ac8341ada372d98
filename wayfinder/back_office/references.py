"""References that people write down and read out on the phone."""

from __future__ import annotations

import secrets

# No vowels (no words come about), and nothing that looks like something else: 0 O Q D, 1 I L J, 2 Z, 5 S, 6 G, 8 B, U.
SIGNS = "34679CFHKMNPRTVWXY"
GROUPS = 2
SIGNS_A_GROUP = 4


def new_reference() -> str:
    """A reference such as `W-K7MP-4XTC`; one of 11 thousand million, not to be guessed from another."""
    return "-".join(["W", *(_group() for _ in range(GROUPS))])


def _group() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(SIGNS_A_GROUP))
