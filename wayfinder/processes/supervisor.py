"""Starts services together, waits until all are ready, and stops them all: at a signal, or when one of them dies."""

import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from wayfinder.processes.process import Child, Service, is_ready, start, stop

POLL_SECONDS = 0.1
READY_SECONDS = 180.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Supervisor:
    """Children of one command. They get our environment; what they write goes to files in `logs`."""

    logs: Path
    console: Console
    children: list[Child] = field(default_factory=list)

    def serve(self, services: Sequence[Service], when_ready: Callable[[], None]) -> int:
        """Run the services until a signal (0) or until one dies or is not ready in time (1)."""
        with stop_signals() as stopping:
            try:
                for service in services:
                    self.children.append(start(service, self.logs))
                if not self._wait_until_ready(stopping):
                    return 1
                if not stopping.is_set():
                    when_ready()
                return self._watch(stopping)
            finally:
                self.console.print("Stopping ...")
                stop(self.children)

    def _wait_until_ready(self, stopping: threading.Event) -> bool:
        began = time.monotonic()
        waiting = list(self.children)
        with self.console.status("") as status:
            while waiting and not stopping.wait(POLL_SECONDS):
                seconds = time.monotonic() - began
                status.update(f"Starting {' and '.join(child.service.name for child in waiting)} ... {seconds:.0f} s")
                if self._report_dead() or self._report_late(waiting, seconds):
                    return False
                for child in [child for child in waiting if is_ready(child.service)]:
                    self.console.print(f"The {child.service.name} is ready after {seconds:.1f} s.")
                    waiting.remove(child)
        return True

    def _watch(self, stopping: threading.Event) -> int:
        while not stopping.wait(POLL_SECONDS):
            if self._report_dead():
                return 1
        return 0

    def _report_dead(self) -> bool:
        dead = [child for child in self.children if child.exit_code() is not None]
        for child in dead:
            self._report(child, f"stopped by itself with exit code {child.exit_code()}")
        return bool(dead)

    def _report_late(self, waiting: Sequence[Child], seconds: float) -> bool:
        if seconds < READY_SECONDS:
            return False
        for child in waiting:
            self._report(child, f"was not ready after {seconds:.0f} s")
        return True

    def _report(self, child: Child, what: str) -> None:
        self.console.print(
            f"The {child.service.name} {what}. Its last lines ({child.log}):", style="bold red", soft_wrap=True
        )
        self.console.print(child.last_lines(), markup=False, highlight=False, soft_wrap=True)


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C, SIGTERM or a closed terminal sets, instead of ending the process half-way.

    Started with nohup, the process outlives its terminal: an ignored SIGHUP stays ignored.
    """
    event = threading.Event()
    ignored = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    numbers = [number for number in SIGNALS if number != signal.SIGHUP or not ignored]
    before = {number: signal.signal(number, lambda *_: event.set()) for number in numbers}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
