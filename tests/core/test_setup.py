"""The one command: command lines it refuses, environments it recognises, libraries it names."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from charting import __version__
from charting.errors import Known
from charting.setup import packages, system_packages
from charting.setup.arguments import Usage, read
from charting.setup.environment import Environment, State
from charting.setup.folders import ready
from charting.setup.lock import asked_names, lock
from charting.setup.progress import Progress
from ui import preflight

ROOT = Path(__file__).resolve().parents[2]


def command(*arguments, **surroundings):
    """Run main.py as a person would, without a display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    clean = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env={**clean, **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--bad"],
        ["--vers"],
        ["frob"],
        ["--data"],
        ["--data", ""],
        ["documents"],
        ["documents", "--practice"],
        ["documents", "--to", "x"],
        ["documents", "--practice", "--to", "x", "y"],
        ["--data", "x", "documents", "--practice", "--to", "y"],
        ["pictures"],
        ["pictures", "--to", "x"],
        ["pictures", "--practice"],
        ["--data", "x", "pictures", "--practice", "--to", "y"],
        ["--data", "x", "test"],
        ["\N{BELL}\u202e"],
    ],
)
def test_a_command_line_that_cannot_be_read_gets_one_sentence_and_status_2(arguments):
    done = command(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"Rootline: [^\n]+\.\n", done.stderr)


def test_a_file_named_as_folder_gets_one_sentence_and_status_1(tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("kept")
    for arguments in (["--data", file], ["documents", "--practice", "--to", file], ["--data", file / "below"]):
        done = command(*map(str, arguments), QT_QPA_PLATFORM="offscreen")
        assert (done.returncode, done.stdout) == (1, "")
        assert re.fullmatch(r"Rootline: [^\n]+\.\n", done.stderr)
    assert file.read_text() == "kept"


def test_the_version_needs_no_set_up():
    done = subprocess.run(
        [sys.executable, "-S", str(ROOT / "main.py"), "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Rootline {__version__}\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="only there a screen can be absent")
def test_without_a_display_the_commands_that_work_are_named():
    done = command()
    assert done.returncode == 1
    assert re.fullmatch(r"Rootline: [^\n]+\.\n", done.stderr)
    assert all(name in done.stderr for name in ("display", "documents", "test", "--version"))


def test_pytest_arguments_pass_through_in_order():
    asked = ["-k", "dose and not test", "tests/core", "-x", "--data", "y"]
    assert read(["test", *asked]).pytest == tuple(asked)


def test_practice_is_read_before_and_after_the_command():
    for arguments in (["--practice", "documents", "--to", "x"], ["documents", "--practice", "--to", "x"]):
        assert read(arguments).to == Path("x")
    assert read(["--practice"]).practice
    with pytest.raises(Usage):
        read(["documents", "--to", "x"])


@pytest.mark.parametrize("language", ["../x", "de-DE", "de DE", "PL", "p", "polski"])
def test_a_language_is_named_by_its_code(language):
    assert read(["words", "pl"]).language == "pl"
    with pytest.raises(Usage, match="such as pl"):
        read(["words", language])


def test_set_up_imports_nothing_that_has_to_be_installed():
    modules = [f"charting.setup.{path.stem}" for path in (ROOT / "charting/setup").glob("[!_]*.py")]
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {', '.join([*modules, 'ui.preflight'])}"
    done = subprocess.run([sys.executable, "-S", "-I", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def environment(tmp_path):
    """A finished environment of a small project, made of files alone."""
    (tmp_path / "resources/locks").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["Some_Thing>=1", "w; sys_platform == \'win32\'"]\n'
        '[dependency-groups]\ndev = ["tool"]\n'
    )
    for kind in ("run", "dev"):
        lock(tmp_path, kind).path.write_text(f"# {kind}\nsome-thing==1.0 \\\n    --hash=sha256:0\n")
    made = Environment(tmp_path, tmp_path / ".venv")
    made.python.parent.mkdir(parents=True)
    made.python.symlink_to(sys.executable)
    (made.folder / "pyvenv.cfg").touch()
    site = made.folder / ("Lib/site-packages" if os.name == "nt" else "lib/python3.11/site-packages")
    (site / "some_thing-1.0.dist-info").mkdir(parents=True)
    (site / "some_thing-1.0.dist-info/RECORD").touch()
    made.mark_done(lock(tmp_path, "run"))
    return made


def test_a_finished_environment_is_ready_for_what_it_was_made_for(environment):
    assert environment.state("run") is State.READY
    assert environment.state("dev") is State.OUTDATED
    environment.mark_done(lock(environment.root, "dev"))
    assert environment.state("run") is environment.state("dev") is State.READY


def test_a_changed_lock_is_noticed(environment):
    path = lock(environment.root, "run").path
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert environment.state("run") is State.READY
    path.write_text(path.read_text() + "more==2\n")
    assert environment.state("run") is State.OUTDATED


def test_an_environment_killed_while_installing_is_made_anew(environment):
    environment.mark_begun()
    assert environment.state("run") is State.BROKEN
    (environment.folder / "rootline.json").write_text('{"lo')
    assert environment.state("run") is State.BROKEN
    (environment.folder / "rootline.json").write_text("")
    assert environment.state("run") is State.BROKEN


def test_an_environment_whose_python_is_gone_or_changed_is_made_anew(environment):
    stamp = environment.folder / "rootline.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"python": "3.9"}))
    if environment.python.resolve().name.startswith("python3."):
        assert environment.state("run") is State.BROKEN
    environment.python.unlink()
    assert environment.state("run") is State.BROKEN


def test_an_environment_of_another_tool_is_taken_as_it_is_when_it_holds_what_is_asked(environment):
    (environment.folder / "rootline.json").unlink()
    assert environment.state("run") is State.READY
    assert environment.state("dev") is State.OUTDATED
    next(environment.folder.rglob("RECORD")).unlink()
    assert environment.state("run") is State.OUTDATED


def test_no_environment_is_absent(tmp_path):
    assert Environment(tmp_path, tmp_path / ".venv").state("run") is State.ABSENT


def _pip_says(monkeypatch, *lines):
    monkeypatch.setattr(packages, "_lines", lambda command, folder: iter([f"{line}\n" for line in lines]))


def test_installing_is_told_in_counted_steps(environment, monkeypatch, capsys):
    pins = environment.root / "pins.txt"
    pins.write_text("one==1\ntwo==2\nthree==3\nfour==4\n")
    _pip_says(
        monkeypatch,
        "Ignoring four: markers 'sys_platform == \"win32\"' don't match your environment",
        "Collecting one==1 (from -r run.txt (line 1))",
        "Processing /shelf/two_more-2.1-py3-none-any.whl",
        "Requirement already satisfied: three==3 in somewhere",
        "Installing collected packages: one, two",
    )
    packages.install(environment, type(lock(environment.root, "run"))("run", pins), Progress())
    assert capsys.readouterr().err.splitlines() == [
        "  Fetching 1 of 3: one 1",
        "  Fetching 2 of 3: two_more 2.1",
        "Unpacking 2 packages",
    ]


def test_a_failed_installation_says_why_in_one_sentence(environment, monkeypatch):
    _pip_says(monkeypatch, "ERROR: No matching distribution found for one==1", "\0exit 1")
    with pytest.raises(Known, match=r"No matching distribution found for one==1\); check the network"):
        packages.install(environment, lock(environment.root, "run"), Progress())


def test_a_package_that_is_not_the_locked_one_is_refused_in_one_sentence(environment, monkeypatch):
    _pip_says(monkeypatch, "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE. If so. Otherwise.", "\0exit 1")
    with pytest.raises(Known, match=r"^A package is not the locked one, so nothing was installed; see \S+\.$"):
        packages.install(environment, lock(environment.root, "run"), Progress())


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_locks_cover_pyproject_and_name_no_place(kind):
    text = lock(ROOT, kind).path.read_text("utf-8")
    assert not re.search(r"https?:|file:|@ |--(extra-)?index-url|--find-links", text)
    assert asked_names(ROOT, kind) <= set(lock(ROOT, kind).pins())
    entries = re.split(r"\n(?=\S)", text.split("\n", 2)[2].strip())
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_development_lock_holds_the_same_versions():
    run, dev = lock(ROOT, "run").pins(), lock(ROOT, "dev").pins()
    assert run.items() <= dev.items()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt's wheel has all it needs")
def test_missing_libraries_are_named_by_their_package():
    libraries = {"libc6": "libc.so.6", "libegl1": "libEGL.so.999", "libgl1": "libGL.so.999"}
    assert preflight.missing(libraries) == ["libegl1", "libgl1"]


def test_libraries_follow_the_screen():
    assert preflight.needed({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}) == preflight.EVERYWHERE
    assert "libxcb-cursor0" in preflight.needed({"DISPLAY": ":0"})
    assert "libxcb-cursor0" in preflight.needed({"QT_QPA_PLATFORM": "xcb:x"})
    assert "libwayland-egl1" in preflight.needed({"WAYLAND_DISPLAY": "wayland-0"})


@pytest.mark.skipif(os.name == "nt", reason="apt is Debian's")
def test_on_a_desktop_nothing_is_installed_without_an_answer(monkeypatch):
    def never(*_):
        raise AssertionError("installed without asking")

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_packages, "_apt", never)
    for user in (0, 1000):
        monkeypatch.setattr(system_packages.os, "geteuid", lambda user=user: user)
        with pytest.raises(Known, match="sudo apt-get install -y --no-install-recommends libegl1 libgl1"):
            system_packages.obtain(["libegl1", "libgl1"], "Qt", Progress())


@pytest.mark.skipif(os.name == "nt", reason="apt is Debian's")
def test_root_away_from_a_desktop_installs_at_once(monkeypatch, capsys):
    ran = []
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_packages, "_apt", lambda before, packages, needed: ran.append((before, packages)))
    system_packages.obtain(["libegl1"], "Qt", Progress())
    assert ran == [([], ["libegl1"])]
    assert "libegl1" in capsys.readouterr().err


def test_a_folder_is_made_for_its_owner_only(tmp_path):
    made = ready(tmp_path / "clinic")
    assert made.is_dir()
    if os.name != "nt":
        assert made.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 15, 0)])
def test_a_python_that_does_not_fit_is_named(version):
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import main; sys.version_info = {version}; main.main([])"
    done = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr == f"Rootline: This program needs Python 3.11 to 3.14; this is 3.{version[1]}.\n"
