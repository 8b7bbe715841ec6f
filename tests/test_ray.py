"""The Ray engine: the tables of the local one, on two nodes, one of which dies."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claimx import run
from claimx.corpus import Corpus

if TYPE_CHECKING:
    from spacy.language import Language

ray = pytest.importorskip("ray", reason="Ray isn't installed: pip install 'claimx[ray]'")


@pytest.fixture
def cluster() -> Iterator[Any]:
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    yield cluster
    ray.shutdown()
    cluster.shutdown()


@pytest.mark.timeout(600)
def test_result_is_the_local_one_though_a_node_dies(nlp: Language, raw: Path, tmp_path: Path, cluster: Any) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [line for path in sorted(raw.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    for number, line in enumerate(20 * [line for line in lines if line.strip()]):
        (folder / f"{number:04}.txt").write_text(line, encoding="utf-8")
    run.run(Corpus([folder]), nlp, tmp_path / "local")

    lost = cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    ray.init(address=cluster.address, log_to_driver=False)
    parts = tmp_path / ".claimx-run-cluster" / "ray"
    killed: list[int] = []

    def kill_when_it_works() -> None:
        # Both nodes have one processor: with none free, an actor sits on each.
        while ray.available_resources().get("CPU", 0) or len(list(parts.glob("*.documents.parquet"))) < 2:
            time.sleep(0.05)
        cluster.remove_node(lost, allow_graceful=False)
        killed.append(len(list(parts.glob("*.documents.parquet"))))

    killer = threading.Thread(target=kill_when_it_works, daemon=True)
    killer.start()
    run.run(Corpus([folder]), nlp, tmp_path / "cluster", engine="ray", workers=2)
    killer.join(5)
    assert killed, "the node died after the run, which shows nothing"
    assert killed[0] < 7, killed
    for name in ("documents", "quotations", "claims"):
        expected = (tmp_path / "local" / f"{name}.parquet").read_bytes()
        assert (tmp_path / "cluster" / f"{name}.parquet").read_bytes() == expected
