"""Run the notebooks in place: over the tables of ``data/out`` (or of ``CLAIMX_OUT``), and over the gold."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = ("inspect_claims.ipynb", "quality.ipynb")


def execute(source: Path, target: Path) -> None:
    """Run ``source`` and write it with its output to ``target``; raises ``CellExecutionError`` if a cell fails."""
    notebook = nbformat.read(source, as_version=4)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(source.parent)}}
    ).execute()
    for cell in notebook.cells:
        # Times of day would make every run another file.
        cell.metadata.pop("execution", None)
    notebook.metadata.pop("language_info", None)
    nbformat.write(notebook, target)


if __name__ == "__main__":
    for name in sys.argv[1:] or NOTEBOOKS:
        notebook = Path(__file__).parent / name
        execute(notebook, notebook)
