"""Small content on which the walks of conversation trees are played, so that they do not depend on real topics.

The conversation trees and everything else stay as they are; only the trees of topics are replaced by those of a folder
in tests/content, which is laid out like a data folder.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from wayfinder.content.contract import CONVERSATION_AREA
from wayfinder.content.files import read
from wayfinder.content.model import Library
from wayfinder.content.yaml_file import ContentError, Problem


def small_library(library: Library, folder: Path) -> Library:
    """The library with the topics of a folder instead of its own.

    Raises:
        ContentError: when there is no such folder, or its files cannot be read.
    """
    if not folder.is_dir():
        raise ContentError([Problem("/".join(folder.parts[-3:]), 0, "there is no such folder")])
    loaded = read(folder)
    if loaded.problems:
        raise ContentError(loaded.problems)
    small = loaded.library
    conversation = {name: tree for name, tree in library.trees.items() if tree.area == CONVERSATION_AREA}
    return msgspec.structs.replace(
        library,
        trees={**conversation, **small.trees},
        facts={**library.facts, **small.facts},
        cases={**library.cases, **small.cases},
        topics={**library.topics, **small.topics},
        sections={**library.sections, **small.sections},
        documents={**library.documents, **small.documents},
    )
