"""GEXF and GraphML: who speaks on what, and who agrees with whom.

Two networks, as discourse network analysis has them (Leifeld 2016): the two-mode network of claimants and issues,
and its projection on the claimants, with the issues on which two are of one mind or of opposite minds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from claimx.export.actors import Issue, claimant_kinds, issue_of
from claimx.export.files import several_files, text_files
from claimx.export.tables import Exported, ExportError, MissingExtraError, Tables

if TYPE_CHECKING:
    from networkx import Graph

_POLARITIES: Final = ("positive", "negative", "neutral")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WRITTEN_ON: Final = re.compile(r'(<(?:viz:)?meta) lastmodifieddate="[^"]*"')


def write_gexf(tables: Tables, out: Path | None, folder: Path) -> Exported:
    """Write ``speaker-issue.gexf`` and ``speaker-speaker.gexf`` (GEXF 1.2)."""
    return _write(tables, out, folder, "gexf")


def write_graphml(tables: Tables, out: Path | None, folder: Path) -> Exported:
    """Write ``speaker-issue.graphml`` and ``speaker-speaker.graphml``."""
    return _write(tables, out, folder, "graphml")


def speaker_issue(tables: Tables, exported: Exported) -> Graph[str]:
    """Return the network of claimants and issues; an edge counts claims (``weight``) in all and by polarity.

    ``balance`` of an edge is (positive - negative) / claims, from -1 to 1. What has no place is noted on ``exported``.
    """
    import networkx as nx

    kinds = claimant_kinds(tables)
    graph: Graph[str] = nx.Graph()
    issues: dict[str, Issue] = {}
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    claims: Counter[str] = Counter()
    without: Counter[str] = Counter()
    for row in tables.rows("claims"):
        issue = issue_of(row)
        if row["claimant_name"] is None or issue is None:
            without["claimant" if row["claimant_name"] is None else "issue"] += 1
            continue
        issues.setdefault(issue.key, issue)
        pair = f"speaker:{row['claimant_name']}", f"issue:{issue.key}"
        counts[pair][row["polarity"]] += 1
        claims.update(pair)
        node: dict[str, Any]
        if pair[0] not in graph:
            node = {"label": row["claimant_name"], "type": "speaker", "kind": kinds[row["claimant_name"]]}
            graph.add_node(pair[0], **node, codebook=False, lexicon_id=row["claimant_id"] or "", label_en="")
        if pair[1] not in graph:
            node = {"label": issue.fr, "type": "issue", "kind": "issue", "label_en": issue.en}
            graph.add_node(pair[1], **node, codebook=issue.id is not None, lexicon_id=issue.id or "")
    for name, count in claims.items():
        graph.nodes[name]["claims"] = count
    for (speaker, issue_node), polarity in counts.items():
        total = polarity.total()
        graph.add_edge(
            speaker,
            issue_node,
            weight=total,
            **{name: polarity[name] for name in _POLARITIES},
            balance=round((polarity["positive"] - polarity["negative"]) / total, 4),
        )
    exported.note(without["claimant"], "{} claims without a claimant have no place in a network")
    exported.note(without["issue"], "{} claims without an issue have no place in a network")
    return graph


def speaker_speaker(two_mode: Graph[str]) -> Graph[str]:
    """Return the network of claimants who speak on the same issues.

    An edge counts the issues both speak on (``weight``), those on which the balance of both is on the same side
    (``agreement``) and on opposite sides (``conflict``).
    """
    import networkx as nx

    graph: Graph[str] = nx.Graph()
    sides: dict[str, dict[str, float]] = defaultdict(dict)
    for speaker, issue, balance in two_mode.edges(data="balance"):
        speaker, issue = (speaker, issue) if speaker.startswith("speaker:") else (issue, speaker)
        sides[issue][speaker] = balance
    for node, data in two_mode.nodes(data=True):
        if data["type"] == "speaker":
            graph.add_node(node, **data)
    for speakers in sides.values():
        for (one, first), (other, second) in combinations(speakers.items(), 2):
            if not graph.has_edge(one, other):
                graph.add_edge(one, other, weight=0, agreement=0, conflict=0)
            edge = graph.edges[one, other]
            edge["weight"] += 1
            edge["agreement"] += first * second > 0
            edge["conflict"] += first * second < 0
    return graph


def _write(tables: Tables, out: Path | None, folder: Path, suffix: Literal["gexf", "graphml"]) -> Exported:
    try:
        import networkx as nx
    except ImportError:
        raise MissingExtraError("a network", "networkx") from None
    if out is not None and out.suffix.lower() == f".{suffix}":
        raise ExportError(f"{out}: {suffix} writes two networks, a file each; give a folder with --out")
    target = several_files(out, folder, suffix)
    exported = Exported()
    two_mode = speaker_issue(tables, exported)
    illegal = 0
    contents: list[str] = []
    for name, graph in (("speaker-issue", two_mode), ("speaker-speaker", speaker_speaker(two_mode))):
        graph, replaced = _legal(graph)
        illegal = max(illegal, replaced)
        lines = nx.generate_gexf(graph) if suffix == "gexf" else nx.generate_graphml(graph, named_key_ids=True)
        path = target / f"{name}.{suffix}"
        # The day of writing would make two exports of the same tables differ.
        contents.append("<?xml version='1.0' encoding='utf-8'?>\n" + _WRITTEN_ON.sub(r"\1", "\n".join(lines)) + "\n")
        exported.files.append(path)
        exported.counts[f"nodes ({name})"] = graph.number_of_nodes()
        exported.counts[f"edges ({name})"] = graph.number_of_edges()
    with text_files(exported.files) as files:
        for file, content in zip(files, contents, strict=True):
            file.write(content)
    exported.note(illegal, "{} names hold control characters that XML can't: each became \ufffd")
    return exported


def _legal(graph: Graph[str]) -> tuple[Graph[str], int]:
    import networkx as nx

    replaced = 0

    def clean(value: Any) -> Any:
        return _ILLEGAL.sub("\ufffd", value) if isinstance(value, str) else value

    for node, data in graph.nodes(data=True):
        replaced += clean(node) != node
        data.update({key: clean(value) for key, value in data.items()})
    return nx.relabel_nodes(graph, {node: clean(node) for node in graph}), replaced
