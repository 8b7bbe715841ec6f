"""Fuzz one target guided by the code it reaches (atheris, libFuzzer): ``make fuzz``.

``python benchmarks/fuzz_atheris.py marks -max_total_time=60`` starts from the target's good inputs and from what was
found before, and follows every input that reaches a new branch of claimx. Flags are libFuzzer's. An input that breaks
a promise is written to the current folder as ``crash-…``: put it into ``tests/findings/TARGET/`` and mend the fault.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

with atheris.instrument_imports(include=["claimx"]):
    import claimx.batches
    import claimx.chain
    import claimx.evaluate.gold
    import claimx.export.corrections
    import claimx.export.where
    import claimx.lexicon.codebook
    import claimx.lexicon.user_files
    import claimx.stages.claims
    import claimx.stages.quotations
    import claimx.stages.speakers  # noqa: F401 (what the targets import later is to be instrumented, too)

import fuzz_targets  # noqa: E402 (it lies among the tests)


def main() -> None:
    """Fuzz the target named first; the other arguments are libFuzzer's."""
    name, *flags = sys.argv[1:]
    target = fuzz_targets.TARGETS[name]
    findings = ROOT / "tests" / "findings" / name
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(fuzz_targets.seeds(name)):
            Path(folder, f"seed{number}").write_bytes(data)
        corpus = [folder, *([str(findings)] if findings.is_dir() else [])]
        atheris.Setup([sys.argv[0], "-max_len=600", *flags, *corpus], target.run)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
