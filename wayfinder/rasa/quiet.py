"""Silences output of Rasa in one place: warnings that do not concern our project, and debugging output."""

from __future__ import annotations

import logging
import warnings

# Rasa prints these at every start, for any project. They do not apply: `restart` and `back` are moves of our engine and
# need no RulePolicy, and the slots of domain.yml have mappings. Its scheduler uses an outdated way to find packages.
EXPECTED = (
    r"'RulePolicy' is not included in the model's",
    r"Slot auto-fill has been removed in 3\.0",
    r"pkg_resources is deprecated as an API",
)


def quiet_warnings() -> None:
    """Filter the warnings that are expected. Call before Rasa is imported."""
    import sanic.app  # noqa: F401  (it turns deprecation warnings on when it is imported, so that must come first)

    for category in (DeprecationWarning, PendingDeprecationWarning, FutureWarning):
        warnings.simplefilter("ignore", category)
    for message in EXPECTED:
        warnings.filterwarnings("ignore", message=f".*{message}")


def quiet_rasa() -> None:
    """Rasa's structured logs through ordinary logging, from INFO. Imports Rasa."""
    from rasa.utils.log_utils import configure_structlog  # imported here: warnings are filtered first

    configure_structlog(logging.INFO)
