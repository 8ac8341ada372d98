"""What the product needs to know of the partner programme's back office, and to do there.

`BackOffice` is the port; `wayfinder.back_office.sql.back_office` is the real one, and the tests bring their own.
"""

from __future__ import annotations

import abc
from contextlib import AbstractContextManager

import msgspec

from wayfinder.engine.moves import File, HandOver, Held, LookUp
from wayfinder.errors import WayfinderError


class UnavailableError(WayfinderError):
    """The back office cannot answer now. The message is a short reason without personal data."""


class RefusedError(WayfinderError):
    """The back office will not do that: no grant covers it, or a limit is reached."""


class Facts(msgspec.Struct, frozen=True):
    """What a look-up found: values by fact name. What is not in it is not known."""

    values: dict[str, str]


class Snapshot(abc.ABC):
    """What one turn sees and does: everything that is read in it is of one moment."""

    @abc.abstractmethod
    def grants(self, conversation: str) -> list[Held]:
        """The grants that this conversation holds now.

        Raises:
            UnavailableError: when they cannot be read.
        """

    @abc.abstractmethod
    def look_up(self, conversation: str, ask: LookUp) -> Facts:
        """Facts about the subject, as far as the grant reaches. The grant is checked again here.

        Raises:
            RefusedError: when no grant of this conversation covers it.
            UnavailableError: when the state cannot be read.
        """

    @abc.abstractmethod
    def file(self, conversation: str, case: File) -> str:
        """File a case. The same conversation, `case.key`, kind and fields give the same reference, filed once.

        Another content under the same key is another case.

        Raises:
            RefusedError: with a reason for the person, when a limit is reached or a field is not valid.
            UnavailableError: when it could not be filed; nothing is half filed.
        """

    @abc.abstractmethod
    def hand_over(self, conversation: str, wish: HandOver) -> str:
        """Pass the conversation to the people of Partner Support; a reference.

        While a hand-over of the same `wish.key` is open and not another person's, it is brought up to date instead.

        Raises:
            UnavailableError: when it could not be passed on.
        """


class BackOffice(abc.ABC):
    """The back office."""

    @abc.abstractmethod
    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """A snapshot for one turn.

        Raises:
            UnavailableError: when the back office cannot be reached.
        """
