"""The driver: passes moves to the engine, its requests to the back office, and the answers back to the engine.

Used by the actions, the terminal, the desk and replay. A dead or slow back office never reaches
the person as an exception: a look-up is then unknown, a case or a hand-over not done, with a reason.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooSlow
from contextlib import ExitStack
from typing import NamedTuple, TypeVar

import msgspec

from wayfinder.back_office.port import BackOffice, LimitReachedError, RefusedError, Snapshot, UnavailableError
from wayfinder.bounded_pool import BoundedPool, BusyError
from wayfinder.content.model import Library
from wayfinder.engine.blocks import Block
from wayfinder.engine.moves import Answered, Filed, Found, Grants, Move, Outcome, Proved
from wayfinder.engine.requests import HandOver, Held, LookUp, Prove, Request
from wayfinder.engine.settle import settle
from wayfinder.engine.walk import Walk

SECONDS = 3.0
BUSY = "Many people are filing at this moment; in a minute it should work."
T = TypeVar("T")

# Has the person of a conversation prove something. When it was granted, the back office holds the grant.
Prover = Callable[[str, Prove], Outcome]


def no_prover(_conversation: str, _ask: Prove) -> Outcome:
    """Nothing can be proved during a conversation."""
    return "impossible"


class Threads(NamedTuple):
    """How many calls of the back office run at once, and how many more may wait.

    A turn that writes holds two connections to the database, so fewer may write than there are connections.
    """

    reading: int = 16
    waiting_to_read: int = 64
    writing: int = 4
    waiting_to_write: int = 4


THREADS = Threads()
_log = logging.getLogger(__name__)


class Asked(msgspec.Struct, frozen=True):
    """A request of the engine and its outcome: `answered`, `refused` or `unavailable`, or what became of a proof."""

    request: str
    outcome: str


class Turn(msgspec.Struct, frozen=True):
    """A turn done: the next walk and what to say; the steps walked (`tree/step`), and the requests on the way."""

    walk: Walk
    blocks: list[Block]
    steps: list[str]
    asked: list[Asked]


class Driver:
    """Drives walks through one library against one back office. `clock` gives Unix time in seconds."""

    def __init__(
        self,
        library: Library,
        back_office: BackOffice,
        clock: Callable[[], float],
        *,
        seconds: float = SECONDS,
        threads: Threads = THREADS,
        prover: Prover = no_prover,
    ) -> None:
        """`seconds` is how long a turn waits for one answer of the back office."""
        self.library = library
        self.prover = prover
        self._back_office = back_office
        self._clock = clock
        self._seconds = seconds
        self._readers = BoundedPool("back-office-reads", threads.reading, threads.waiting_to_read)
        self._writers = BoundedPool("back-office-writes", threads.writing, threads.waiting_to_write)

    def turn(self, walk: Walk, moves: Sequence[Move], conversation: str, *, reach: bool = False) -> Turn:
        """Make the moves of one message for a conversation, and carry out the requests that they lead to.

        `reach`: whether somebody can answer in this conversation later, when the person has left it.
        """
        return _Making(self, conversation, walk, reach).make(moves)

    def take_up(self, library: Library) -> None:
        """Use this content from the next turn on; turns under way end with the content that they began with."""
        self._back_office.take_up(library)
        self.library = library

    def now(self) -> float:
        """Unix time in seconds."""
        return self._clock()

    def within(self, work: Callable[[], T]) -> T:
        """Read from the back office, with a time limit.

        Raises:
            UnavailableError: when it fails, takes too long, or too many calls wait already.
        """
        try:
            return self._result(self._readers.submit(work))
        except BusyError as error:
            raise UnavailableError(str(error)) from None

    def write(self, work: Callable[[], T]) -> T:
        """File a case or hand a conversation over. Has threads of its own, so that look-ups never wait for it.

        Raises:
            RefusedError: at once, when too many calls wait already.
            UnavailableError: when it fails or takes too long.
        """
        try:
            return self._result(self._writers.submit(work))
        except BusyError:
            raise RefusedError(BUSY) from None

    def _result(self, working: Future[T]) -> T:
        try:
            return working.result(self._seconds)
        except TooSlow:
            working.cancel()  # once the person is told that it was not done, it must not be done later
            raise UnavailableError("too slow") from None
        except (UnavailableError, RefusedError):
            raise
        except Exception as error:
            _log.warning("The back office failed: %s", type(error).__name__)
            raise UnavailableError(type(error).__name__) from error

    def open(self, stack: ExitStack) -> Snapshot:
        """A view of the back office, closed with `stack`.

        Raises:
            UnavailableError: when there is none.
        """
        return self.within(lambda: stack.enter_context(self._back_office.snapshot()))

    def close(self) -> None:
        """End the threads and close the back office. Later turns have no back office."""
        self._readers.close()
        self._writers.close()
        self._back_office.close()


class _Making:
    """One turn while it is made."""

    def __init__(self, driver: Driver, conversation: str, walk: Walk, reach: bool) -> None:
        self._driver = driver
        self._library = driver.library
        self._conversation = conversation
        self._walk = walk
        self._reach = reach
        self._blocks: list[Block] = []
        self._steps: list[str] = []
        self._asked: list[Asked] = []
        self._found: dict[tuple[str, ...], dict[str, str]] = {}
        self._stack = ExitStack()
        self._view: Snapshot | None = None

    def make(self, moves: Sequence[Move]) -> Turn:
        with self._stack:
            self._view = self._look()
            self._go([Grants(self._grants(), self._reach)])
            self._go(moves)
        return Turn(self._walk, self._blocks, self._steps, self._asked)

    def _look(self) -> Snapshot | None:
        try:
            return self._driver.open(self._stack)
        except UnavailableError:
            return None

    def _grants(self) -> list[Held]:
        try:
            return self._call(lambda view: view.grants(self._conversation))
        except UnavailableError:
            return []

    def _go(self, moves: Sequence[Move]) -> None:
        done = settle(self._library, self._walk, moves, self._driver.now(), self._answer)
        self._walk = done.walk
        self._blocks += done.blocks
        self._steps += done.steps

    def _answer(self, _walk: Walk, request: Request) -> Answered:
        outcome = "answered"
        try:
            answer = self._carry_out(request)
            outcome = answer.outcome if isinstance(answer, Proved) else outcome
        except (UnavailableError, RefusedError) as error:
            outcome = "refused" if isinstance(error, RefusedError) else "unavailable"
            answer = _not_done(request, error)
        self._asked.append(Asked(_name(request), outcome))
        return answer

    def _carry_out(self, request: Request) -> Answered:
        if isinstance(request, LookUp):
            return Found(request.id, self._look_up(request))
        if isinstance(request, Prove):
            return self._prove(request)
        if isinstance(request, HandOver):
            return Filed(request.id, self._write(lambda view: view.hand_over(self._conversation, request)))
        return Filed(request.id, self._write(lambda view: view.file(self._conversation, request)))

    def _prove(self, ask: Prove) -> Proved:
        """A grant that is given now is not in the view that the turn began with: a new one is opened."""
        outcome = self._driver.prover(self._conversation, ask)
        if outcome != "granted":
            return Proved(ask.id, outcome)
        self._view = self._look()
        return Proved(ask.id, outcome, self._grants())

    def _look_up(self, ask: LookUp) -> dict[str, str]:
        """Within a turn, the same look-up is made once."""
        key = (ask.look_up, ask.about, ask.grant or "", *(f"{k}={v}" for k, v in sorted(ask.named.items())))
        if key not in self._found:
            self._found[key] = self._call(lambda view: view.look_up(self._conversation, ask)).values
        return self._found[key]

    def _call(self, work: Callable[[Snapshot], T]) -> T:
        view = self._view
        if view is None:
            raise UnavailableError("no connection")
        return self._driver.within(lambda: work(view))

    def _write(self, work: Callable[[Snapshot], T]) -> T:
        view = self._view
        if view is None:
            raise UnavailableError("no connection")
        return self._driver.write(lambda: work(view))


def _not_done(request: Request, error: Exception) -> Answered:
    """The reason for the person: why a case was refused, but not what is wrong with the back office."""
    if isinstance(request, LookUp):
        return Found(request.id, {}, str(error))
    if isinstance(request, Prove):
        return Proved(request.id, "failed")
    reason = str(error) if isinstance(error, RefusedError) else None
    return Filed(request.id, None, reason, final=isinstance(error, LimitReachedError))


def _name(request: Request) -> str:
    if isinstance(request, LookUp):
        return f"look up {request.look_up} of {request.about}"
    if isinstance(request, Prove):
        return f"prove {request.scope}"
    return "hand over" if isinstance(request, HandOver) else f"file {request.case}"
