"""Secrets that never appear in logs, and one that is generated once and kept in a file."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Secret:
    """A text that neither repr() nor str() shows."""

    _text: str = field(repr=False)

    def __str__(self) -> str:
        return "Secret(hidden)"

    def reveal(self) -> str:
        """The text itself, for the one place that needs it."""
        return self._text


def kept_secret(path: Path) -> Secret:
    """The secret in `path`, which only its owner may read; made when the file is missing."""
    if not path.exists():
        _make(path)
    return Secret(path.read_text(encoding="ascii").strip())


def _make(path: Path) -> None:
    """Write a complete file and link it in place, so that two processes that start together read the same secret."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
