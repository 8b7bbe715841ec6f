"""A Ray cluster: the batches as a Ray Data set, mapped by actors that hold a chain each (the extra ``ray``).

Actors write their batches to the run's working folder, which every node must see (the folder of ``--out`` on a
shared file system); what goes over the network is their numbers and counts. Ray Data gives the batches of a lost
actor to others, as often as need be.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any

from claimx.batches import Outcome, Settings, Task, Worker
from claimx.store import read_part, write_part


class NoRayError(ValueError):
    """Ray isn't installed or no cluster answers; the message says which."""


class _Reader:
    """What an actor does: loads the chain once, then works on tasks and writes what comes of them."""

    def __init__(self, load: dict[str, Any], settings: Settings, folder: str) -> None:
        from claimx.chain import load as load_chain
        from claimx.garbage import kept_for_good

        with kept_for_good():
            nlp = load_chain(**load)
        self._worker = Worker(nlp, settings)
        self._folder = Path(folder)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        import pickle

        task: Task = pickle.loads(row["task"])  # noqa: S301 (made by this run)
        outcome = self._worker(task)
        write_part(self._folder, outcome.number, outcome.tables)
        counts = (outcome.number, outcome.unchanged, outcome.order, outcome.words, dict(outcome.timings))
        return {"outcome": pickle.dumps(counts)}


def on_ray(
    load: dict[str, Any], folder: Path, *, address: str | None = None, workers: int | None = None
) -> Callable[[Iterable[Task], Settings], Generator[Outcome, None, None]]:
    """Return an engine that works on a Ray cluster.

    Args:
        load: what each actor loads its chain with.
        folder: where actors write, seen by all nodes.
        address: the cluster's; without one, a cluster of this machine's processors is started.
        workers: actors; as many as the cluster has processors, if None.

    Raises:
        NoRayError: Ray isn't installed, or no cluster answers at ``address``.
    """
    try:
        import ray
        import ray.data
    except ImportError:
        raise NoRayError("--engine ray needs Ray: pip install 'claimx[ray]'") from None
    if not ray.is_initialized():
        try:
            ray.init(address=address, log_to_driver=False, configure_logging=False)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise NoRayError(f"no Ray cluster at {address}: {' '.join(str(error).split())}") from None

    def works(tasks: Iterable[Task], settings: Settings) -> Generator[Outcome, None, None]:
        import pickle

        folder.mkdir(parents=True, exist_ok=True)
        rows = [{"task": pickle.dumps(task)} for task in tasks]
        actors = workers or max(1, int(ray.cluster_resources().get("CPU", 1)) - 1)
        dataset = ray.data.from_items(rows, override_num_blocks=max(1, len(rows))).map(
            _Reader,
            fn_constructor_args=(load, settings, str(folder)),
            concurrency=(1, max(1, min(actors, len(rows)))),
            num_cpus=1,
        )
        for row in dataset.iter_rows():
            number, unchanged, order, words, timings = pickle.loads(row["outcome"])  # noqa: S301 (made by this run)
            yield Outcome(number, read_part(folder, number), unchanged, order, words, timings=timings)

    return works
