"""Small programs in place of the real servers, and checks for tests of processes."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from wayfinder.processes.process import Service

HOST = "127.0.0.1"

# Answers 200 on every path; writes its process id first, so that a test can look for it afterwards.
SERVER = """
import http.server, os, sys
print("pid", os.getpid(), flush=True)
class Ok(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ok).serve_forever()
"""
DYING = "print('first'); print('the disk is full'); raise SystemExit(3)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + SERVER
PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[2], sys.argv[1]])"


def service(name: str, port: int, script: str, *arguments: str, variable: str = "WAYFINDER_RASA_PORT") -> Service:
    """A service that runs `script` with its port as the first argument."""
    return Service(
        name=name,
        command=(sys.executable, "-c", script, str(port), *arguments),
        host=HOST,
        port=port,
        port_variable=variable,
        health=f"http://{HOST}:{port}/health",
    )


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    """Wait for something that is about to happen."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def runs(pid: int) -> bool:
    """Whether the process exists and is not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def pids(folder: Path, logs: str = "*.log") -> list[int]:
    """The process ids that the servers of a folder of logs have written, first to last of each."""
    return [int(pid) for log in sorted(folder.glob(logs)) for pid in re.findall(r"pid (\d+)", log.read_text())]
