"""`./run` and `./test` with an installer that only writes down what it was asked."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from wayfinder.settings import ROOT

FAKE_UV = """#!/bin/sh
echo "uv $*" >> log
case "$1" in
    venv) [ -z "${NO_PYTHON:-}" ] || exit 2
        mkdir -p .venv/bin
        printf '#!/bin/sh\\n[ "$1" = -c ] || echo "python $*" >> log\\n' > .venv/bin/python
        chmod +x .venv/bin/python ;;
    pip) [ -z "${BROKEN:-}" ] ;;
esac
"""
NO_VENV = "#!/bin/sh\necho 'No module named venv' >&2\nexit 1\n"
VENV = "uv venv -q --python 3.10 .venv"


class Project:
    """A copy of the project's set-up in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "programs"
        (folder / "wayfinder" / "cli").mkdir(parents=True)
        for name in ("run", "test", "wayfinder/cli/setup.sh"):
            shutil.copy(ROOT / name, folder / name)
        for name in ("requirements.lock", "requirements-dev.lock"):
            (folder / name).write_text("first\n")
        self.add_program("uv", FAKE_UV)

    def add_program(self, name: str, text: str) -> None:
        self.programs.mkdir(exist_ok=True)
        (self.programs / name).write_text(text)
        (self.programs / name).chmod(0o755)

    def start(self, *command: str, path: str = "/usr/bin:/bin", **variables: str) -> "subprocess.CompletedProcess[str]":
        """Start one command from another folder; its log begins anew."""
        (self.folder / "log").unlink(missing_ok=True)
        return subprocess.run(
            [str(self.folder / command[0]), *command[1:]],
            cwd="/",
            env={"PATH": f"{self.programs}:{path}", **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    def log(self) -> list[str]:
        """What was called: the installer with its arguments, then Python with its."""
        return (self.folder / "log").read_text().splitlines()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def sync(lock: str) -> str:
    return f"uv pip sync -q --python .venv/bin/python --require-hashes {lock}"


def test_the_first_start_makes_the_environment_and_the_second_goes_straight_on(project: Project) -> None:
    assert project.start("run", "lint", "--all").returncode == 0
    assert project.log() == [VENV, sync("requirements.lock"), "python -m wayfinder.cli lint --all"]
    assert project.start("run").stderr == ""
    assert project.log() == ["python -m wayfinder.cli"]


def test_a_changed_lock_is_installed(project: Project) -> None:
    project.start("run")
    (project.folder / "requirements.lock").write_text("second\n")
    project.start("run")
    assert project.log() == [sync("requirements.lock"), "python -m wayfinder.cli"]


def test_a_failed_installation_is_done_again(project: Project) -> None:
    failed = project.start("run", BROKEN="1")
    assert failed.returncode == 1
    assert "Installing from requirements.lock failed" in failed.stderr
    assert not any(line.startswith("python") for line in project.log())
    project.start("run")
    assert sync("requirements.lock") in project.log()


def test_a_failed_update_is_done_again_even_when_the_lock_goes_back(project: Project) -> None:
    project.start("run")
    (project.folder / "requirements.lock").write_text("second\n")
    project.start("run", BROKEN="1")
    (project.folder / "requirements.lock").write_text("first\n")
    project.start("run")
    assert sync("requirements.lock") in project.log()


def test_the_tests_add_their_tools(project: Project) -> None:
    project.start("run")
    project.start("test", "-k", "tree")
    assert project.log() == [sync("requirements-dev.lock"), "python -m pytest -k tree"]


def test_run_never_removes_the_tools_of_the_tests(project: Project) -> None:
    project.start("test")
    project.start("run")
    assert project.log() == ["python -m wayfinder.cli"]
    (project.folder / "requirements.lock").write_text("second\n")
    project.start("run")
    assert project.log()[0] == sync("requirements-dev.lock")
    project.start("test")
    assert project.log() == ["python -m pytest"]


def test_an_environment_whose_python_is_gone_is_made_anew(project: Project) -> None:
    project.start("test")
    (project.folder / ".venv" / "bin" / "python").unlink()
    project.start("run")
    assert project.log() == [VENV, sync("requirements-dev.lock"), "python -m wayfinder.cli"]


def test_faults_runs_the_tests_that_break_things(project: Project) -> None:
    project.start("test", "faults", "-x")
    assert project.log()[-1] == "python -m pytest tests/faults -x"


def test_a_missing_python_3_10_is_explained(project: Project) -> None:
    failed = project.start("run", NO_PYTHON="1")
    assert failed.returncode == 1
    assert "Python 3.10 is needed" in failed.stderr
    assert "pyenv install 3.10" in failed.stderr


def test_without_uv_a_missing_venv_module_is_explained(project: Project, tmp_path: Path) -> None:
    (project.programs / "uv").unlink()
    project.add_program("python3", NO_VENV)
    for name in ("dirname", "sha256sum", "cat", "rm"):
        (project.programs / name).symlink_to(str(shutil.which(name)))
    failed = project.start("run", path="")
    assert failed.returncode == 1
    assert "apt-get install python3-venv" in failed.stderr
    assert not (tmp_path / ".tools").exists()


def test_the_lock_of_the_tests_holds_everything_of_the_other() -> None:
    assert not lines("requirements.lock") - lines("requirements-dev.lock")


@pytest.mark.parametrize("name", ["run", "test", ".ci/run"])
def test_the_commands_can_be_started(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


def lines(name: str) -> set[str]:
    return {line.rstrip(" \\") for line in (ROOT / name).read_text().splitlines()}
