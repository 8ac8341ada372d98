"""Finds the files that a module of ours depends on: the imports within our code, and the data files beside them."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_PACKAGE = "wayfinder"
_ROOT = (
    Path(__file__).resolve().parents[2]
)  # not from settings, because whatever this module imports is part of every fingerprint
_NOT_READ = {".py", ".pyc"}


def files_behind(modules: Iterable[str], root: Path = _ROOT) -> list[Path]:
    """The source files of these modules and of our modules that they import, and the data files beside them, sorted.

    `modules` are full names such as `wayfinder.rasa.policy`; `root` is the folder that holds the package.
    """
    found: dict[str, Path] = {}
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        path = _source(name, root)
        if path is not None and name not in found:
            found[name] = path
            waiting += _imports(path)
    sources = set(found.values())
    beside = (path for folder in {path.parent for path in sources} for path in folder.iterdir())
    return sorted(sources | {path for path in beside if path.is_file() and path.suffix not in _NOT_READ})


def hashed(files: Iterable[Path], root: Path = _ROOT) -> str:
    """SHA-256, in hexadecimal, over the names and bytes of files."""
    digest = hashlib.sha256()
    for path in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return digest.hexdigest()


def _source(name: str, root: Path) -> Path | None:
    """The file of a module of ours; None for anything else, such as a class in a module."""
    place = root.joinpath(*name.split("."))
    candidates = (place.with_suffix(".py"), place / "__init__.py")
    return next((path for path in candidates if path.is_file()), None) if name.startswith(_PACKAGE) else None


def _imports(path: Path) -> Iterator[str]:
    """Names that may be modules, with the packages that they are in. Our code has no relative imports."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            yield from (".".join(parts[:end]) for end in range(1, len(parts) + 1))
