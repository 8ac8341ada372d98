"""The documents name files, sections and numbers that exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from wayfinder.settings import ROOT

PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *ROOT.glob("tests/**/*.md"),
]
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]

FOLDERS = ("wayfinder", "actions", "data", "docs", "tests", "bench", ".ci")
# A path in backticks: `wayfinder/driver.py`, `tests/trees/`, `spec.py`, `drawing/*.py`.
PATH = re.compile(
    r"`((?:\.ci|\.vscode|actions|bench|data|docs|tests|wayfinder)/[\w./<>*-]*|[\w./<>*-]+\.(?:py|sh|yml|md|lock))`"
)
LINK = re.compile(r"\]\(([^)\s]*)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)

# Files that a reader is told to write, and one that a tool writes.
EXAMPLES = {
    "uv.lock",
    "data/trees/login/example.yml",
    "tests/trees/tools/partner_finder.yml",
    "tests/scenarios/topics/tools/partner_finder.yml",
}


def paths(page: Path) -> set[str]:
    """The paths that a page names, without examples and those with a placeholder such as `<area>`."""
    return {path for path in PATH.findall(page.read_text(encoding="utf-8")) if "<" not in path} - EXAMPLES


def exists(path: str) -> bool:
    """Whether there is such a file or folder in the project, or in one of its packages: pages name theirs once."""
    places = [ROOT, *(ROOT / folder for folder in FOLDERS)]
    return any(next(place.glob(path if place == ROOT else f"**/{path}"), None) for place in places)


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def is_broken(page: Path, link: str) -> bool:
    file, _, anchor = link.partition("#")
    target = (page.parent / file).resolve() if file else page
    return not target.exists() or bool(anchor and anchor not in anchors(target))


@pytest.mark.parametrize("name", NAMES)
def test_every_path_that_a_page_names_exists(name: str) -> None:
    assert [path for path in paths(ROOT / name) if not exists(path)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_link_within_the_project_leads_somewhere(name: str) -> None:
    links = LINK.findall((ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and is_broken(ROOT / name, link)] == []


def test_the_map_of_the_readme_names_what_exists() -> None:
    lines = re.findall(
        r"^    ((?:data|wayfinder|actions|tests|bench)/\S*)", (ROOT / "README.md").read_text(), re.MULTILINE
    )
    assert lines
    assert [line for line in lines if not (ROOT / line.partition("<")[0].rstrip(",")).exists()] == []


def test_the_readme_counts_the_topics_right() -> None:
    topics = yaml.safe_load((ROOT / "data" / "topics.yml").read_text(encoding="utf-8"))["topics"].values()
    counts = Counter(topic["status"] for topic in topics)
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"about {counts['ready']} topics" in text
    assert (f"The other {counts['planned']} topics" in text) == (counts["planned"] > 0)
