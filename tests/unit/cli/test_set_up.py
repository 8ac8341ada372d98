"""`./run` and `./test` with an installer that only records its arguments."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.support.small_servers import until
from wayfinder.cli.verbs import VERBS
from wayfinder.settings import ROOT

NEED_RASA = ("up", "train", "evaluate", "rasa")

FAKE_UV = """#!/bin/sh
echo "uv $*" >> log
case "$1" in
    venv) [ -z "${NO_PYTHON:-}" ] || exit 2
        mkdir -p .venv/bin
        printf '#!/bin/sh\\n[ "$1" = -c ] || echo "python $*" >> log\\n' > .venv/bin/python
        chmod +x .venv/bin/python ;;
    pip) sleep "${SECONDS_TO_INSTALL:-0}"; [ -z "${BROKEN:-}" ] ;;
esac
"""
SLOW_VENV = """#!/bin/sh
trap 'echo Traceback >&2; exit 1' INT
touch log
sleep 30
"""
PIP_WITHOUT_NETWORK = """#!/bin/sh
printf '%s\\n' 'WARNING: no network 1' 'WARNING: no network 2' 'ERROR: no uv'
exit 1
"""
VENV_WITHOUT_NETWORK = f"""#!/bin/sh
mkdir -p .tools/bin
cat > .tools/bin/pip <<'END'
{PIP_WITHOUT_NETWORK}END
chmod +x .tools/bin/pip
"""
NO_VENV = "#!/bin/sh\necho 'No module named venv' >&2\nexit 1\n"
LOCKS = ("requirements-base.lock", "requirements.lock", "requirements-dev.lock")
VENV = "uv venv -q --python 3.10 .venv"


class Project:
    """A copy of the project's set-up files in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "programs"
        (folder / "wayfinder" / "cli").mkdir(parents=True)
        for name in ("run", "test", "wayfinder/cli/setup.sh"):
            shutil.copy(ROOT / name, folder / name)
        for name in LOCKS:
            (folder / name).write_text("first\n")
        self.add_program("uv", FAKE_UV)

    def add_program(self, name: str, text: str) -> None:
        self.programs.mkdir(exist_ok=True)
        (self.programs / name).write_text(text)
        (self.programs / name).chmod(0o755)

    def start(self, *command: str, path: str = "/usr/bin:/bin", **variables: str) -> "subprocess.CompletedProcess[str]":
        """Run one command from another folder; its log begins anew."""
        (self.folder / "log").unlink(missing_ok=True)
        process = self.begin(*command, path=path, **variables)
        out, error = process.communicate()
        return subprocess.CompletedProcess(command, process.returncode, out, error)

    def begin(self, *command: str, path: str = "/usr/bin:/bin", **variables: str) -> "subprocess.Popen[str]":
        """Start one command from another folder, in a process group of its own."""
        return subprocess.Popen(
            [str(self.folder / command[0]), *command[1:]],
            cwd="/",
            env={"PATH": f"{self.programs}:{path}", **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
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
    assert project.start("run", "train").returncode == 0
    assert project.log() == [VENV, sync("requirements.lock"), "python -m wayfinder.cli train"]
    assert project.start("run").stderr == ""
    assert project.log() == ["python -m wayfinder.cli"]


@pytest.mark.parametrize("verb", [name for name in VERBS if name not in NEED_RASA] + ["--help", "-h", "fly"])
def test_a_verb_that_needs_no_rasa_installs_none(project: Project, verb: str) -> None:
    project.start("run", verb, "x")
    assert project.log() == [VENV, sync("requirements-base.lock"), f"python -m wayfinder.cli {verb} x"]


@pytest.mark.parametrize("verb", NEED_RASA)
def test_a_verb_that_needs_rasa_adds_it(project: Project, verb: str) -> None:
    project.start("run", "lint")
    project.start("run", verb)
    assert project.log() == [sync("requirements.lock"), f"python -m wayfinder.cli {verb}"]
    project.start("run", "lint")
    assert project.log() == ["python -m wayfinder.cli lint"]


def test_two_first_starts_at_once_install_once(project: Project) -> None:
    commands = [project.begin("run", "lint", SECONDS_TO_INSTALL="1") for _ in range(2)]
    said = [command.communicate(timeout=30)[1] for command in commands]
    assert [command.returncode for command in commands] == [0, 0]
    assert project.log().count(sync("requirements-base.lock")) == 1
    assert project.log().count("python -m wayfinder.cli lint") == 2
    assert sum("waiting for it" in text for text in said) == 1


def test_the_lock_ends_with_the_installation(project: Project) -> None:
    (project.folder / "requirements.lock").write_text("second\n")
    project.start("run")
    free = subprocess.run(["flock", "-n", "wayfinder/cli/setup.sh", "true"], cwd=project.folder, check=False)
    assert free.returncode == 0


def test_ctrl_c_while_the_installer_is_fetched_shows_no_traceback(project: Project) -> None:
    (project.programs / "uv").unlink()
    project.add_program("python3", SLOW_VENV)
    command = project.begin("run", "lint")
    until(lambda: (project.folder / "log").exists())
    os.killpg(command.pid, signal.SIGINT)
    assert command.communicate(timeout=30)[1] == "Fetching uv, the installer ...\n"
    assert command.returncode == 130


def test_a_pip_without_network_is_quoted_in_two_lines(project: Project) -> None:
    (project.programs / "uv").unlink()
    project.add_program("python3", VENV_WITHOUT_NETWORK)
    failed = project.start("run", "lint")
    assert failed.returncode == 1
    assert failed.stderr.splitlines() == [
        "Fetching uv, the installer ...",
        "WARNING: no network 1",
        "ERROR: no uv",
        "uv could not be installed: see above.",
    ]


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
    assert project.log() == ["python -m pytest -n auto --maxprocesses=4"]


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


def test_each_lock_holds_everything_of_the_one_before() -> None:
    assert not lines("requirements.lock") - lines("requirements-dev.lock")
    assert not lines("requirements-base.lock") - lines("requirements.lock")


@pytest.mark.parametrize("name", ["run", "test", ".ci/run"])
def test_the_commands_can_be_started(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


def lines(name: str) -> set[str]:
    return {line.rstrip(" \\") for line in (ROOT / name).read_text().splitlines()}
