"""`./run chat --as` and `--as-admin`."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from wayfinder import bootstrap
from wayfinder import settings as configuration
from wayfinder.cli.sign_in import add_sign_in, sign_in
from wayfinder.errors import WayfinderError
from wayfinder.settings import Settings, variable

MEMBER, ADMIN = "carla.monti@harbourlights.example", "anna.berg@harbourlights.example"


def _settings(folder: Path, allowed: str) -> Settings:
    return configuration.load({variable("state_folder"): str(folder), variable("sample_sign_in"): allowed})


def _sign_in(folder: Path, *words: str, allowed: str = "yes") -> Settings:
    parser = argparse.ArgumentParser()
    add_sign_in(parser)
    settings = _settings(folder, allowed)
    sign_in(parser.parse_args(words), settings, "c")
    return settings


@pytest.mark.parametrize(("words", "scope"), [(("--as", MEMBER), "mailbox"), (("--as-admin", ADMIN), "admin")])
def test_the_conversation_holds_the_grant(tmp_path: Path, words: tuple[str, str], scope: str) -> None:
    settings = _sign_in(tmp_path, *words)
    with bootstrap.back_office(settings, bootstrap.library()).snapshot() as snapshot:
        assert scope in snapshot.grants("c")[0].scopes


@pytest.mark.parametrize(
    ("words", "allowed", "why"),
    [
        (("--as", MEMBER), "no", "WAYFINDER_SAMPLE_SIGN_IN"),
        (("--as", "nobody@example.com"), "yes", "not one of the sample people"),
        (("--as-admin", MEMBER), "yes", "cannot be signed in"),
    ],
)
def test_a_refused_sign_in_says_why(tmp_path: Path, words: tuple[str, str], allowed: str, why: str) -> None:
    with pytest.raises(WayfinderError, match=why):
        _sign_in(tmp_path, *words, allowed=allowed)
