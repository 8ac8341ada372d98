"""The player of the walks in tests/trees, for tests that play them in other ways."""

from wayfinder.workbench.walk_tests.player import GRANT as GRANT
from wayfinder.workbench.walk_tests.player import NOW as NOW
from wayfinder.workbench.walk_tests.player import SCOPES as SCOPES
from wayfinder.workbench.walk_tests.player import Player as Player
from wayfinder.workbench.walk_tests.player import Said as Said
