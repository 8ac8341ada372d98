"""The content as it was in another git revision."""

import io
import subprocess
import tarfile
from pathlib import Path

from wayfinder.errors import WayfinderError


class RevisionError(WayfinderError):
    """The revision, or its data folder, does not exist; the message says which."""


def data_at(data: Path, revision: str, folder: Path) -> Path:
    """Write the data folder as it was in `revision` into `folder`; return where it is.

    Raises:
        RevisionError: when the folder is not in a git repository, or the revision has no such folder.
    """
    top = Path(_git(data, "rev-parse", "--show-toplevel").decode().strip())
    place = data.resolve().relative_to(top.resolve())
    if revision.startswith("-"):
        raise RevisionError(f"{revision} is not a revision of this repository.")
    archive = _git(top, "archive", "--format=tar", revision, "--", str(place))
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder)  # noqa: S202 - git wrote it from this very repository
    return folder / place


def _git(folder: Path, *arguments: str) -> bytes:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)  # noqa: S603, S607
    if done.returncode != 0:
        raise RevisionError(done.stderr.decode(errors="replace").strip())
    return done.stdout
