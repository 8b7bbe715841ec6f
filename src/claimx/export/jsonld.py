"""JSON-LD: schema.org articles, quotations and claims, and Web Annotations that tell where they stand.

Each quotation's segment and each claim has a W3C Web Annotation whose target is the article, with a
``TextPositionSelector`` (code points, as the recommendation wants) and a ``TextQuoteSelector``. What neither
vocabulary has a term for stands under ``claimx:`` with its column's name. The context is within the file: reading it
needs no network.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from claimx.export.actors import claimant_kinds
from claimx.export.files import single_file, text_file
from claimx.export.tables import Exported, Tables

CONTEXT: Final[dict[str, Any]] = {
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "claimx": "urn:claimx:column:",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector"},
}
_AROUND: Final = 32
_TYPES: Final = {"person": "schema:Person", "unknown": "schema:Thing", "document": "schema:CreativeWork"}
# Columns that stand as terms of schema.org or of the annotation; all others under claimx:.
_QUOTATION_TERMS: Final = {"document_id", "quotation_id", "start", "end", "segments", "text", "within"} | {
    "speaker_names",
    "speaker_ids",
    "speaker_kinds",
}
_CLAIM_TERMS: Final = {"document_id", "claim_id", "quotation_id", "start", "end", "text", "date", "claimant_name"} | {
    "claimant_id",
    "issue_id",
    "issue_label_fr",
    "issue_label_en",
    "issue_text",
    "label_en",
    "label_fr",
}
_DOCUMENT_TERMS: Final = {"document_id", "text", "title", "date", "sha256"}

Node = dict[str, Any]


def write_jsonld(tables: Tables, out: Path | None, folder: Path) -> Exported:
    """Write ``claimx.jsonld``: one ``@graph``, a node a line."""
    path = single_file(out, folder, "claimx.jsonld")
    exported = Exported(files=[path], counts=dict.fromkeys(("documents", "quotations", "claims", "annotations"), 0))
    with text_file(path) as file:
        file.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [')
        separator = "\n"
        for kind, node in _nodes(tables):
            file.write(separator + json.dumps(node, ensure_ascii=False))
            separator = ",\n"
            if kind in exported.counts:
                exported.counts[kind] += 1
        file.write("\n]}\n")
    return exported


def _nodes(tables: Tables) -> Iterator[tuple[str, Node]]:
    texts: dict[str, str] = {}
    for row in tables.rows("documents"):
        texts[row["document_id"]] = row["text"]
        yield "documents", _article(row)
    kinds = claimant_kinds(tables)
    named: dict[str, Node] = {}
    for row in tables.rows("quotations"):
        speakers = [
            _actor(name, actor_id, kind)
            for name, actor_id, kind in zip(row["speaker_names"], row["speaker_ids"], row["speaker_kinds"], strict=True)
        ]
        named |= {actor["@id"]: actor for actor in speakers}
        node = _quotation(row, [actor["@id"] for actor in speakers])
        yield "quotations", node
        for number, segment in enumerate(row["segments"], start=1):
            identifier = f"{node['@id']}.{number}"
            span = segment["start"], segment["end"]
            yield "annotations", _annotation(identifier, node["@id"], row["document_id"], texts, span)
    issues: dict[str, Node] = {}
    for row in tables.rows("claims"):
        node = _claim(row)
        name = row["claimant_name"]
        if name is not None:
            claimant = _actor(name, row["claimant_id"], kinds[name])
            named.setdefault(claimant["@id"], claimant)
            node["schema:author"] = {"@id": claimant["@id"]}
        if row["issue_id"] is not None:
            issue = _issue(row)
            issues.setdefault(issue["@id"], issue)
            node["schema:about"] = {"@id": issue["@id"]}
        elif row["issue_text"] is not None:
            node["schema:about"] = row["issue_text"]
        yield "claims", node
        span = row["start"], row["end"]
        yield "annotations", _annotation(f"{node['@id']}.1", node["@id"], row["document_id"], texts, span)
    yield from (("actors", actor) for actor in named.values())
    yield from (("issues", issue) for issue in issues.values())


def _article(row: Mapping[str, Any]) -> Node:
    terms = {
        "schema:identifier": row["document_id"],
        "schema:headline": row["title"],
        "schema:datePublished": row["date"],
        "schema:sha256": row["sha256"],
        "schema:articleBody": row["text"],
    }
    return _node(_iri("document", row["document_id"]), "schema:NewsArticle", terms | _rest(row, _DOCUMENT_TERMS))


def _quotation(row: Mapping[str, Any], speakers: list[str]) -> Node:
    document = row["document_id"]
    terms = {
        "schema:identifier": row["quotation_id"],
        "schema:text": row["text"],
        "schema:spokenByCharacter": [{"@id": speaker} for speaker in speakers],
        "schema:isPartOf": {"@id": _iri("document", document)},
        "claimx:within": {"@id": _iri("document", document, row["within"])} if row["within"] else None,
    }
    identifier = _iri("document", document, row["quotation_id"])
    return _node(identifier, "schema:Quotation", terms | _rest(row, _QUOTATION_TERMS))


def _claim(row: Mapping[str, Any]) -> Node:
    document = row["document_id"]
    terms = {
        "schema:identifier": row["claim_id"],
        "schema:text": row["text"],
        "schema:name": [{"@value": row[f"label_{language}"], "@language": language} for language in ("fr", "en")],
        "schema:appearance": {"@id": _iri("document", document, row["quotation_id"])},
        "schema:dateCreated": row["date"],
        "claimx:issue_text": row["issue_text"],
    }
    return _node(_iri("document", document, row["claim_id"]), "schema:Claim", terms | _rest(row, _CLAIM_TERMS))


def _annotation(identifier: str, body: str, document: str, texts: Mapping[str, str], span: tuple[int, int]) -> Node:
    text, (start, end) = texts[document], span
    quoted = {
        "exact": text[start:end],
        "prefix": text[max(start - _AROUND, 0) : start],
        "suffix": text[end : end + _AROUND],
    }
    selectors = [
        {"@type": "oa:TextPositionSelector", "start": start, "end": end},
        {"@type": "oa:TextQuoteSelector"} | quoted,
    ]
    target = {"source": _iri("document", document), "selector": selectors}
    return {"@id": identifier, "@type": "oa:Annotation", "body": body, "target": target}


def _actor(name: str, actor_id: str | None, kind: str) -> Node:
    identifier = _iri("actor", actor_id) if actor_id else _iri("name", name)
    terms = {"schema:name": name, "schema:identifier": actor_id, "claimx:speaker_kind": kind}
    return _node(identifier, _TYPES.get(kind, "schema:Organization"), terms)


def _issue(row: Mapping[str, Any]) -> Node:
    names = {language: row[f"issue_label_{language}"] for language in ("fr", "en")}
    terms = {
        "schema:termCode": row["issue_id"],
        "schema:name": [{"@value": name, "@language": language} for language, name in names.items() if name],
    }
    return _node(_iri("issue", row["issue_id"]), "schema:DefinedTerm", terms)


def _node(identifier: str, kind: str, terms: Mapping[str, Any]) -> Node:
    present = {name: value for name, value in terms.items() if value is not None and value != []}
    return {"@id": identifier, "@type": kind} | present


def _rest(row: Mapping[str, Any], terms: set[str]) -> Node:
    """Return a row's other columns under ``claimx:``; lists keep their order and their gaps (as empty strings)."""
    rest: Node = {}
    for name, value in row.items():
        if name in terms or value is None or value == []:
            continue
        rest[f"claimx:{name}"] = {"@list": [item or "" for item in value]} if isinstance(value, list) else value
    return rest


def _iri(kind: str, name: str, part: str | None = None) -> str:
    return f"urn:claimx:{kind}:{quote(name, safe='')}" + (f"#{quote(part, safe='')}" if part else "")
