"""Makes references that people can write down and read out on the phone."""

from __future__ import annotations

import secrets
from typing import Literal

# No vowels, so that no words arise, and none of these, which look alike: 0 O Q D, 1 I L J, 2 Z, 5 S, 6 G, 8 B, U.
SIGNS = "34679CFHKMNPRTVWXY"
GROUPS = 2
SIGNS_A_GROUP = 4
# W: a case or a hand-over, which support finds in its queue. WF: one turn, which the operator finds in the logs.
Prefix = Literal["W", "WF"]


def new_reference(prefix: Prefix) -> str:
    """A reference such as `W-K7MP-4XTC`; one of 11 thousand million, which cannot be guessed from another."""
    return "-".join([prefix, *(_group() for _ in range(GROUPS))])


def _group() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(SIGNS_A_GROUP))
