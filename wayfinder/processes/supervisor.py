"""Starts services together, waits until all are ready, restarts those that die, and stops all at a signal."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from wayfinder.processes.logs import limit_size, log_of
from wayfinder.processes.process import Child, Service, is_ready, start, stop
from wayfinder.processes.restarts import DELAYS, Restarts
from wayfinder.processes.signals import stop_signals

POLL_SECONDS = 0.1
READY_SECONDS = 180.0


@dataclass
class Watched:
    """One service under watch. `due` is when it is started again (monotonic seconds); None while it should run."""

    child: Child
    restarts: Restarts
    began: float
    ready: bool = False
    due: float | None = None


@dataclass
class Supervisor:
    """Servers of one command. They get our environment; what they write goes to files in `logs`.

    `delays` are the seconds before each restart of a server that died; after the last one, all servers are stopped.
    """

    logs: Path
    console: Console
    delays: Sequence[float] = DELAYS
    watched: list[Watched] = field(default_factory=list)

    @property
    def children(self) -> list[Child]:
        """The process of each service, running or dead."""
        return [watched.child for watched in self.watched]

    def serve(self, services: Sequence[Service], when_ready: Callable[[], None]) -> int:
        """Run the services until a signal (0), or until one cannot be started or has died too often (1)."""
        with stop_signals() as stopping:
            try:
                for service in services:
                    self.watched.append(Watched(self._start(service), Restarts(self.delays), time.monotonic()))
                if not self._wait_until_ready(stopping):
                    return 1
                if not stopping.is_set():
                    when_ready()
                return self._watch(stopping)
            finally:
                self._say("Stopping ...")
                stop(self.children)

    def _start(self, service: Service) -> Child:
        return start(service, log_of(self.logs, service.name))

    # --- the start ------------------------------------------------------------------------

    def _wait_until_ready(self, stopping: threading.Event) -> bool:
        """Whether all became ready. A server that dies at the start is not restarted: it would die again."""
        with self.console.status("") as status:
            while (waiting := [each for each in self.watched if not each.ready]) and not stopping.wait(POLL_SECONDS):
                seconds = time.monotonic() - waiting[0].began
                names = " and ".join(each.child.service.name for each in waiting)
                status.update(f"Starting {names} ... {seconds:.0f} s")
                if self._any_failed(waiting):
                    return False
                for each in waiting:
                    self._note_ready(each, "is ready")
        return True

    def _any_failed(self, waiting: Sequence[Watched]) -> bool:
        dead = [each for each in self.watched if each.child.exit_code() is not None]
        late = [each for each in waiting if _is_late(each)]
        for each in dead:
            self._report(each.child, _death(each.child))
        for each in late:
            self._report(each.child, f"was not ready after {READY_SECONDS:.0f} s")
        return bool(dead or late)

    def _note_ready(self, watched: Watched, what: str) -> None:
        if is_ready(watched.child.service):
            watched.ready = True
            self._say(f"The {watched.child.service.name} {what} after {time.monotonic() - watched.began:.1f} s.")

    # --- afterwards -----------------------------------------------------------------------

    def _watch(self, stopping: threading.Event) -> int:
        while not stopping.wait(POLL_SECONDS):
            if not all(self._tend(watched) for watched in self.watched):
                return 1
        return 0

    def _tend(self, watched: Watched) -> bool:
        """Check one server, and restart it if needed. False when it has died too often."""
        if watched.due is not None:
            self._start_again_when_due(watched)
            return True
        if watched.child.exit_code() is not None:
            return self._plan_restart(watched)
        limit_size(watched.child.log)
        if not watched.ready:
            self._note_ready(watched, "is ready again")
        if not watched.ready and _is_late(watched):
            stop([watched.child])  # counts as a death at the next check
        return True

    def _plan_restart(self, watched: Watched) -> bool:
        delay = watched.restarts.after_death(time.monotonic())
        if delay is None:
            self._report(watched.child, f"{_death(watched.child)}, too often: all servers are stopped")
            return False
        self._report(watched.child, f"{_death(watched.child)}. It is started again in {delay:g} s")
        stop([watched.child], 0)  # processes that it left in its group may hold its port
        watched.due = time.monotonic() + delay
        return True

    def _start_again_when_due(self, watched: Watched) -> None:
        if watched.due is not None and time.monotonic() >= watched.due:
            watched.child = self._start(watched.child.service)
            watched.began, watched.ready, watched.due = time.monotonic(), False, None

    # --- what is said ---------------------------------------------------------------------

    def _report(self, child: Child, what: str) -> None:
        self._say(f"The {child.service.name} {what}. Its last lines ({child.log}):", style="bold red")
        self._say(child.last_lines(), markup=False, highlight=False)

    def _say(self, text: str, style: str | None = None, *, markup: bool = True, highlight: bool = True) -> None:
        """Print a line. A closed terminal must not keep us from watching or stopping the servers."""
        with suppress(OSError):
            self.console.print(text, style=style, markup=markup, highlight=highlight, soft_wrap=True)


def _is_late(watched: Watched) -> bool:
    return time.monotonic() - watched.began > READY_SECONDS


def _death(child: Child) -> str:
    return f"stopped by itself with exit code {child.exit_code()}"
