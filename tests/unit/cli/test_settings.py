import re
import stat
from pathlib import Path

import pytest

from wayfinder import settings as configuration
from wayfinder.cli.__main__ import main
from wayfinder.settings import ROOT, RULES, SettingsError, load, rasa_environment, unknown_variables, variable


@pytest.fixture
def base(tmp_path: Path) -> dict[str, str]:
    return {"WAYFINDER_STATE_FOLDER": str(tmp_path / "state")}


def test_defaults_need_no_variable(base: dict[str, str]) -> None:
    settings = load(base)
    assert (settings.host, settings.rasa_port, settings.action_port) == ("127.0.0.1", 5005, 5055)
    assert settings.action_timeout < settings.turn_timeout
    assert settings.database_url.reveal() == f"sqlite:///{settings.state_folder}/wayfinder.db"


def test_an_empty_variable_counts_as_unset(base: dict[str, str]) -> None:
    assert load({**base, "WAYFINDER_RASA_PORT": " "}).rasa_port == 5005


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("host", "example.org"),
        ("host", "::1"),
        ("rasa_port", "0"),
        ("rasa_port", "65536"),
        ("rasa_port", "five"),
        ("action_port", "5055.0"),
        ("action_timeout", "0"),
        ("action_timeout", "nan"),
        ("turn_timeout", "inf"),
        ("log_level", "CHATTY"),
        ("sample_sign_in", "maybe"),
    ],
)
def test_a_wrong_value_names_the_variable_the_value_and_what_is_allowed(
    base: dict[str, str], name: str, value: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load({**base, variable(name): value})
    message = str(caught.value)
    assert variable(name) in message
    assert value in message
    assert RULES[name].allowed in message


@pytest.mark.parametrize(
    ("name", "value"), [("secret", "hunter2-short"), ("database_url", "mysql://me:hunter2-short@db/x")]
)
def test_a_wrong_secret_is_refused_without_being_shown(base: dict[str, str], name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=variable(name)) as caught:
        load({**base, variable(name): value})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("WAYFINDER_RASA_PROT", ": did you mean WAYFINDER_RASA_PORT?"),
        ("WAYFINDER_PORT", ": did you mean WAYFINDER_RASA_PORT?"),
        ("WAYFINDER_DATABASE", ": did you mean WAYFINDER_DATABASE_URL?"),
        ("WAYFINDER_COLOUR", " (docs/settings.md)."),
    ],
)
def test_a_variable_that_is_not_a_setting_is_named_with_what_may_be_meant(name: str, meant: str) -> None:
    assert unknown_variables({name: "x", "PATH": "x"}) == [f"{name} is not a setting{meant}"]


def test_the_variables_of_our_own_processes_are_known(base: dict[str, str]) -> None:
    assert unknown_variables(rasa_environment(load(base))) == []


def test_a_command_reports_a_misspelt_variable_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("WAYFINDER_RASA_PROT", "6005")
    assert main(["lint", "--data", str(tmp_path / "nothing")]) == 1
    told = capsys.readouterr()
    assert told.err == "WAYFINDER_RASA_PROT is not a setting: did you mean WAYFINDER_RASA_PORT?\n"
    assert "no such folder" in told.out


def test_the_action_must_give_up_before_the_turn(base: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"WAYFINDER_ACTION_TIMEOUT \(25\).*WAYFINDER_TURN_TIMEOUT \(25\)"):
        load({**base, "WAYFINDER_ACTION_TIMEOUT": "25"})


def test_signing_in_as_a_sample_person_is_off_unless_somebody_says_yes(base: dict[str, str]) -> None:
    assert load(base).sample_sign_in is False
    assert load({**base, "WAYFINDER_SAMPLE_SIGN_IN": "Yes"}).sample_sign_in is True


def test_the_two_servers_cannot_share_a_port(base: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="different ports"):
        load({**base, "WAYFINDER_RASA_PORT": "5055"})


def test_the_secret_is_made_once_for_its_owner_only(base: dict[str, str], tmp_path: Path) -> None:
    first, second = load(base), load(base)
    path = tmp_path / "state" / "secret"
    assert first.secret.reveal() == second.secret.reveal() == path.read_text()
    assert len(first.secret.reveal()) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret"]


def test_secrets_are_never_shown(base: dict[str, str]) -> None:
    settings = load({**base, "WAYFINDER_DATABASE_URL": "postgresql://me:hunter2@db/x"})
    shown = f"{settings} {settings!r} {settings.secret} {settings.database_url!r}"
    assert settings.secret.reveal() not in shown
    assert "hunter2" not in shown


def test_children_read_the_same_settings_from_the_environment(base: dict[str, str]) -> None:
    settings = load({**base, "WAYFINDER_ACTION_TIMEOUT": "2.5", "WAYFINDER_RASA_PORT": "6001"})
    assert load(rasa_environment(settings)) == settings


def test_every_variable_of_the_rasa_files_is_filled_in(base: dict[str, str]) -> None:
    files = (ROOT / "endpoints.yml").read_text() + (ROOT / "credentials.yml").read_text()
    used = set(re.findall(r"^[^#\n]*\$\{(\w+)\}", files, re.MULTILINE))
    assert used
    assert used <= rasa_environment(load(base)).keys()


def test_rasa_does_not_report_usage(base: dict[str, str]) -> None:
    assert rasa_environment(load(base))["RASA_TELEMETRY_ENABLED"] == "false"


def test_a_server_that_listens_everywhere_is_reached_at_loopback(base: dict[str, str]) -> None:
    settings = load({**base, "WAYFINDER_HOST": "0.0.0.0"})
    assert configuration.address(settings, 5005) == "http://127.0.0.1:5005"


@pytest.mark.parametrize("name", RULES)
def test_every_setting_is_documented_with_its_default_and_what_is_allowed(name: str) -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    row = next((line for line in page.splitlines() if line.startswith(f"| `{variable(name)}` |")), "")
    assert RULES[name].allowed in row
    assert f"| `{RULES[name].default}` |" in row or RULES[name].default is None


def test_every_documented_setting_exists() -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    documented = re.findall(r"^\| `(WAYFINDER_\w+)`", page, re.MULTILINE)
    assert documented == [variable(name) for name in RULES]
