"""Settings: read once from the environment at start, typed, with defaults. docs/settings.md explains each.

The variable of a setting is its name in capitals after `WAYFINDER_`: `rasa_port` is `WAYFINDER_RASA_PORT`.
An empty variable counts as unset.
"""

import difflib
import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from wayfinder.errors import WayfinderError
from wayfinder.secret import Secret, kept_secret

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "WAYFINDER_"
_ACTION_URL = PREFIX + "ACTION_URL"  # for endpoints.yml; follows from host and action port
_YES, _NO = "yes", "no"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

# What every process that imports Rasa needs: no usage reports, no warnings about missing accelerators or old APIs.
QUIET_RASA = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


class SettingsError(WayfinderError):
    """A setting has a value that is not allowed; the message names the variable and what is allowed."""


@dataclass(frozen=True)
class Rule:
    """How one variable is read. `read` raises ValueError for a value that is not allowed. Without default: made at
    start."""

    read: Callable[[str], Any]
    allowed: str
    default: str | None = None


def _host(text: str) -> str:
    return text if text == "localhost" else str(ipaddress.IPv4Address(text))


def _port(text: str) -> int:
    return int(_within(int(text), 1, 65535))


def _seconds(text: str) -> float:
    return _within(float(text), 0.1, 300)


def _within(number: float, least: float, most: float) -> float:
    if not least <= number <= most:
        raise ValueError(number)
    return number


def _log_level(text: str) -> str:
    return LOG_LEVELS[LOG_LEVELS.index(text.upper())]


def _secret(text: str) -> Secret:
    if len(text) < 16:
        raise ValueError("too short")
    return Secret(text)


def _database_url(text: str) -> Secret:
    if not text.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg2://")):
        raise ValueError("unknown database")
    return Secret(text)


def _yes(text: str) -> bool:
    return (_NO, _YES).index(text.lower()) == 1


def _folder(text: str) -> Path:
    return ROOT / Path(text).expanduser()


_SECONDS = "a number of seconds from 0.1 to 300"
_PORT = "a whole number from 1 to 65535"


@dataclass(frozen=True)
class Settings:
    """All settings. Times are seconds; `database_url` is secret because it may hold a password."""

    host: Annotated[str, Rule(_host, "an IPv4 address of this machine, or localhost", "127.0.0.1")]
    rasa_port: Annotated[int, Rule(_port, _PORT, "5005")]
    action_port: Annotated[int, Rule(_port, _PORT, "5055")]
    action_timeout: Annotated[float, Rule(_seconds, _SECONDS, "10")]
    turn_timeout: Annotated[float, Rule(_seconds, _SECONDS, "25")]
    log_level: Annotated[str, Rule(_log_level, f"one of {', '.join(LOG_LEVELS)}", "INFO")]
    state_folder: Annotated[Path, Rule(_folder, "a folder", ".wayfinder")]
    secret: Annotated[Secret, Rule(_secret, "a text of at least 16 characters")]
    database_url: Annotated[Secret, Rule(_database_url, "an address that begins with sqlite:/// or postgresql://")]
    sample_sign_in: Annotated[bool, Rule(_yes, f"{_YES} or {_NO}", _NO)]


RULES: dict[str, Rule] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Settings, include_extras=True).items()
}


def variable(name: str) -> str:
    """The environment variable of the setting `name`."""
    return PREFIX + name.upper()


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read all settings, and make the state folder and the secret when they are missing.

    Raises SettingsError at the first value that is not allowed.
    """
    given = os.environ if environment is None else environment
    values = {name: _read(name, rule, given) for name, rule in RULES.items()}
    folder: Path = values["state_folder"]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    values["secret"] = values["secret"] or kept_secret(folder / "secret")
    values["database_url"] = values["database_url"] or Secret(f"sqlite:///{folder / 'wayfinder.db'}")
    settings = Settings(**values)
    _check_together(settings)
    return settings


def unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """One line for each variable that looks like a setting but is not one, with the setting that may be meant."""
    known = {*map(variable, RULES), _ACTION_URL}
    return [_unknown(name) for name in sorted(environment) if name.startswith(PREFIX) and name not in known]


def _unknown(name: str) -> str:
    close = difflib.get_close_matches(name.removeprefix(PREFIX).lower(), RULES, n=1)
    return f"{name} is not a setting" + (f": did you mean {variable(close[0])}?" if close else " (docs/settings.md).")


def _read(name: str, rule: Rule, given: Mapping[str, str]) -> Any:
    text = given.get(variable(name), "").strip() or rule.default
    if text is None:
        return None
    try:
        return rule.read(text)
    except ValueError:
        shown = "" if rule.default is None else f" {text!r}"  # a variable without default is a secret: never shown
        raise SettingsError(f"{variable(name)} has the wrong value{shown}. Allowed: {rule.allowed}.") from None


def _check_together(settings: Settings) -> None:
    if settings.action_timeout >= settings.turn_timeout:
        raise SettingsError(
            f"{variable('action_timeout')} ({settings.action_timeout:g}) must be smaller than "
            f"{variable('turn_timeout')} ({settings.turn_timeout:g}): a turn waits for its action."
        )
    if settings.rasa_port == settings.action_port:
        raise SettingsError(f"{variable('rasa_port')} and {variable('action_port')} must be different ports.")


def address(settings: Settings, port: int) -> str:
    """The address at which this machine reaches one of its own servers."""
    host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host  # noqa: S104 - compared, not bound
    return f"http://{host}:{port}"


def rasa_environment(settings: Settings) -> dict[str, str]:
    """What to add to the environment of every Rasa process: quiet defaults, and the ${...} of endpoints.yml."""
    return {
        **QUIET_RASA,
        **{variable(name): _text(getattr(settings, name)) for name in RULES},
        "SANIC_HOST": settings.host,  # where `rasa run actions` listens: everywhere, unless told
        _ACTION_URL: address(settings, settings.action_port) + "/webhook",
        "PYTHONPATH": str(ROOT),
    }


def _text(value: Any) -> str:
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, bool):
        return _YES if value else _NO
    return f"{value:g}" if isinstance(value, float) else str(value)
