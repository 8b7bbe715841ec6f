"""Where a run's batches are worked on: this process, several on this machine, or a Ray cluster."""

from claimx.engines.local import WorkerDiedError, in_process, processes

__all__ = ["WorkerDiedError", "in_process", "processes"]
