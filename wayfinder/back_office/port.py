"""What Wayfinder reads from the back office of the partner programme, and does there.

`BackOffice` is the port; `wayfinder.back_office.sql.back_office` is the real one, and the tests bring their own.
"""

from __future__ import annotations

import abc
from contextlib import AbstractContextManager

import msgspec

from wayfinder.content.model import Library
from wayfinder.engine.requests import File, HandOver, Held, LookUp
from wayfinder.errors import WayfinderError


class UnavailableError(WayfinderError):
    """The back office cannot answer now. The message is a short reason without personal data."""


class RefusedError(WayfinderError):
    """The back office will not do that: no grant covers it, or a limit is reached."""


class LimitReachedError(RefusedError):
    """A limit is reached: trying again soon is refused too."""


class Facts(msgspec.Struct, frozen=True):
    """The result of a look-up: values by fact name. A fact that is missing is not known."""

    values: dict[str, str]


class Snapshot(abc.ABC):
    """The back office for one turn: everything that is read in it is of one moment."""

    @abc.abstractmethod
    def grants(self, conversation: str) -> list[Held]:
        """The grants that this conversation holds now.

        Raises:
            UnavailableError: when they cannot be read.
        """

    @abc.abstractmethod
    def look_up(self, conversation: str, ask: LookUp) -> Facts:
        """Facts about the subject, as far as the grant allows. The grant is checked again here.

        Raises:
            RefusedError: when no grant of this conversation covers it.
            UnavailableError: when the state cannot be read.
        """

    @abc.abstractmethod
    def file(self, conversation: str, case: File) -> str:
        """File a case. The same conversation, `case.key`, kind and fields give the same reference, filed once.

        Other fields under the same key are another case.

        Raises:
            RefusedError: with a reason for the person, when a limit is reached or a field is not valid.
            UnavailableError: when it could not be filed; nothing is half filed.
        """

    @abc.abstractmethod
    def hand_over(self, conversation: str, wish: HandOver) -> str:
        """Hand the conversation over to Partner Support; returns the reference.

        While a hand-over with the same `wish.key` is open and not another person's, that one is updated instead.

        Raises:
            UnavailableError: when it could not be handed over.
        """


class BackOffice(abc.ABC):
    """The back office."""

    @abc.abstractmethod
    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """A snapshot for one turn.

        Raises:
            UnavailableError: when the back office cannot be reached.
        """

    def take_up(self, library: Library) -> None:  # noqa: B027 (who knows no content has nothing to do)
        """Use this content to check cases, from the next snapshot on."""

    def close(self) -> None:  # noqa: B027 (who holds nothing has nothing to do)
        """Close connections and end threads."""
