"""What Prefect is told before it is imported: our defaults, never against what the user has set."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from flows.server import OrchestratorUnavailable, embedded_server, prefect_home, prepare

ROOT = Path(__file__).resolve().parents[2]


def test_the_defaults_are_quiet_private_and_patient(tmp_path: Path) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path)}
    prepare(environment)
    assert environment["PREFECT_HOME"] == str(tmp_path / "jixiao" / "prefect")
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environment["DO_NOT_TRACK"] == "1"
    assert environment["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] == "120"
    assert environment["PREFECT_LOGGING_LEVEL"] == "CRITICAL"


def test_what_the_user_has_set_stays(tmp_path: Path) -> None:
    mine = {"PREFECT_HOME": str(tmp_path), "PREFECT_API_URL": "http://prefect.example/api", "PREFECT_LOGGING_LEVEL": "INFO"}
    environment = dict(mine)
    prepare(environment)
    assert mine.items() <= environment.items()


def test_the_loopback_address_is_taken_out_of_the_proxies_and_what_was_out_stays(tmp_path: Path) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path), "NO_PROXY": "intranet.example"}
    prepare(environment)
    assert environment["NO_PROXY"] == "intranet.example,127.0.0.1,localhost"
    assert environment["no_proxy"] == "127.0.0.1,localhost"


def test_a_home_that_cannot_be_written_gives_way_to_a_temporary_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    environment = {"XDG_STATE_HOME": str(tmp_path / "file")}
    prepare(environment)
    assert Path(environment["PREFECT_HOME"]).is_dir()
    assert prefect_home(environment) == Path(environment["PREFECT_HOME"])


def test_a_server_that_is_named_but_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    with pytest.raises(OrchestratorUnavailable, match=r"127\.0\.0\.1:9"), embedded_server():
        pass


@pytest.mark.parametrize(
    "deployment", yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"], ids=lambda d: d["name"]
)
def test_every_deployment_names_a_flow_and_parameters_that_it_has(deployment: dict[str, object]) -> None:
    from prefect.flows import load_flow_from_entrypoint

    flow = load_flow_from_entrypoint(str(ROOT / str(deployment["entrypoint"])))
    parameters = deployment["parameters"]
    assert isinstance(parameters, dict)
    assert set(parameters) <= set(flow.parameters.properties)
    assert set(flow.parameters.required) <= set(parameters)
    assert deployment["concurrency_limit"] == 1
