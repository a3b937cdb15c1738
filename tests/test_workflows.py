"""What runs on GitHub and GitLab: in an order, and with permissions, that lose no address."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder import folders

ROOT = Path(__file__).resolve().parent.parent
_PINNED = re.compile(
    r"uses: (?P<action>[\w-]+/[\w-]+)(?:/\w+)?@(?P<hash>[0-9a-f]{40}) # v\d+\.\d+\.\d+$", re.MULTILINE
)
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def read(path: Path) -> dict[Any, Any]:
    """A workflow; YAML reads its key `on` as true."""
    found: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


PUBLISH = read(ROOT / ".github" / "workflows" / "publish.yml")
CHECK = read(ROOT / ".github" / "workflows" / "check.yml")
GITLAB = read(ROOT / ".gitlab-ci.yml")


def steps(job: str, workflow: dict[Any, Any] = PUBLISH) -> str:
    """All that a job runs and uses."""
    return "\n".join(str(step.get("run", step.get("uses"))) for step in workflow["jobs"][job]["steps"])


def test_zizmor_finds_nothing() -> None:
    """The auditor of workflows has nothing to say, at its strictest and without the network."""
    program = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        (program, "--offline", "--persona=auditor", "--no-progress", *WORKFLOWS),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_pin_names_its_release(path: Path) -> None:
    """Beside each hash stands the release it is, and one action has one hash in all workflows."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert [line for line in lines if not _PINNED.search(line)] == []
    every = "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    pins = {(match["action"], match["hash"]) for match in _PINNED.finditer(every)}
    assert len({action for action, _ in pins}) == len(pins)


# (job of publish.yml, all that it may do)
PERMISSIONS = [
    ("build", {"contents": "read"}),
    ("registry", {"contents": "write"}),
    ("deploy", {"pages": "write", "id-token": "write"}),
    ("complete", {}),
]


@pytest.mark.parametrize(("job", "permissions"), PERMISSIONS)
def test_each_job_may_do_its_own_thing_only(job: str, permissions: dict[str, str]) -> None:
    """The job that installs and builds writes nothing; the one that writes installs nothing."""
    assert PUBLISH["permissions"] == {}
    assert PUBLISH["jobs"][job]["permissions"] == permissions
    assert set(PUBLISH["jobs"]) == {name for name, _ in PERMISSIONS}


def test_an_address_is_committed_before_it_is_published() -> None:
    """Pages is deployed only after the registry was pushed; on GitLab in the same job, before its end."""
    assert PUBLISH["jobs"]["deploy"]["needs"] == "registry"
    assert PUBLISH["jobs"]["registry"]["needs"] == "build"
    assert "if" not in PUBLISH["jobs"]["deploy"]
    script = GITLAB["pages"]["script"]
    done = [line.split(" --branch")[0] for line in script]
    assert done.index("python3 tools/commit_registry.py") < done.index("cp -rL site public")


def test_two_publications_never_mint_at_once() -> None:
    """They wait for each other, and each builds from the tip of the branch, with the lines of the last."""
    assert PUBLISH["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    assert PUBLISH["jobs"]["build"]["steps"][0]["with"]["ref"] == "${{ github.ref }}"
    assert GITLAB["pages"]["resource_group"] == "pages"
    assert "git checkout --quiet --detach FETCH_HEAD" in GITLAB["pages"]["before_script"]


def test_the_commit_of_the_registry_starts_nothing() -> None:
    """Texts and what clerks declare start a publication; the lines that it writes itself do not."""
    lists = (PUBLISH[True]["push"]["paths"], GITLAB["pages"]["rules"][0]["changes"])
    for paths in lists:
        assert any(path.startswith("source_texts/**") for path in paths)
        assert [path for path in paths if path.startswith("registry")] == ["registry/declarations.toml"]


def test_a_pull_request_is_shown_what_it_does() -> None:
    """It gets findings as annotations and a summary, reads only, and no other event runs its code."""
    assert set(CHECK[True]) == {"pull_request"}
    assert CHECK["permissions"] == {}
    assert CHECK["jobs"]["changes"]["permissions"] == {"contents": "read"}
    shown = steps("changes", CHECK)
    assert "chithi changes" in shown
    assert "--format github" in shown
    assert '--summary "$GITHUB_STEP_SUMMARY"' in shown
    assert "chithi build" in shown


# (variable, its value, whether the build is on trial)
EVENTS = [
    ("GITHUB_EVENT_NAME", "pull_request", True),
    ("GITHUB_EVENT_NAME", "push", False),
    ("CI_PIPELINE_SOURCE", "merge_request_event", True),
    ("CI_PIPELINE_SOURCE", "push", False),
]


@pytest.mark.parametrize(("name", "value", "trial"), EVENTS)
def test_a_build_on_trial_mints_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, trial: bool
) -> None:
    """A branch may never be merged: neither on GitHub nor on GitLab does its build mint an address."""
    for known in ("GITHUB_EVENT_NAME", "CI_PIPELINE_SOURCE"):
        monkeypatch.delenv(known, raising=False)
    monkeypatch.setenv(name, value)
    arguments = folders.place_options().parse_args(["--registry", os.fspath(tmp_path)])
    _, why = folders.minted(arguments, [tmp_path])
    assert bool(why) is trial
