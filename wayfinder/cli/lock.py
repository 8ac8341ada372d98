"""`./run lock`: for developers: rewrites requirements-base.lock, requirements.lock and requirements-dev.lock.

uv.lock holds the addresses of the registry that was used, so it stays out of git; the exported lists hold names,
versions and hashes only, and install with uv and with pip alike.
"""

import argparse
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from wayfinder.settings import ROOT

HELP = "for developers: write the lock files anew from pyproject.toml"
LOCKS = {
    "requirements-base.lock": ["--only-group", "base"],
    "requirements.lock": ["--no-dev", "--group", "base"],
    "requirements-dev.lock": ["--all-groups"],
}
EXPORT = ["export", "--quiet", "--frozen", "--no-emit-project", "--no-header", "--no-annotate"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Without --upgrade, versions stay as in uv.lock where there is one."""
    parser.add_argument("--upgrade", action="store_true", help="raise every version as far as pyproject.toml allows")


@dataclass(frozen=True)
class Arguments:
    """Whether versions may rise."""

    upgrade: bool


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when the files are written; uv's own when it failed; 1 when a list holds an address."""
    uv = shutil.which("uv") or str(ROOT / ".tools/bin/uv")
    try:
        _uv(uv, "lock", *(["--upgrade"] if Arguments(**vars(args)).upgrade else []))
        lists = {name: _uv(uv, *EXPORT, *groups) for name, groups in LOCKS.items()}
    except subprocess.CalledProcessError as error:
        return int(error.returncode)
    for name, text in lists.items():
        if has_address(text):
            print(f"{name} would hold an address: not written.", file=sys.stderr)
            return 1
    for name, text in lists.items():
        _write(ROOT / name, text)
    return 0


def has_address(text: str) -> bool:
    """Whether a list of requirements names where they were fetched from."""
    return "://" in text or "index-url" in text


def _uv(uv: str, *arguments: str) -> str:
    return subprocess.run([uv, *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    print(f"{path.name}: {sum('==' in line.split(' ')[0] for line in text.splitlines())} packages")
