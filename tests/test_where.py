"""``--where``: what it chooses, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import hostile
from claimx.export import ExportError, Tables, select

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder: Path = tmp_path_factory.mktemp("where")
    return Tables.read(hostile.write(folder))


def ids(tables: Tables, name: str) -> list[str]:
    column = {"documents": "document_id", "quotations": "quotation_id", "claims": "claim_id"}[name]
    return [str(value) for value in tables.table(name)[column].to_pylist()]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("polarity = negative", "c01"),
        ("polarity == 'negative'", "c01"),
        ("polarity != positive", "c01 c04"),
        ("polarity in (negative, neutral)", "c01 c04"),
        ("polarity not in (negative, neutral)", "c02 c03 c05"),
        ("claimant_name contains DUPONT", "c01 c03"),
        ("claimant_name contains etat", "c04"),
        ("not claimant_name contains dupont and polarity = positive", "c02 c05"),
        ("polarity = negative or polarity = neutral and negated = true", "c01 c04"),
        ("(polarity = negative or polarity = neutral) and negated = true", "c04"),
        ("claimant_name is null", "c05"),
        ("claimant_name is not null", "c01 c02 c03 c04"),
        ("issue_id is null", "c02 c04 c05"),
        ("issue_start < 100", "c01 c02"),
        ("via = 'Marie Dupont'", "c04"),
        ("date >= 2021-12 and date < 2022", "c01"),
        ("quotations.confidence < 0.5", "c02 c03"),
        ("kind = indirect", "c04"),
        ("speaker_names contains dupont", "c01 c02 c03"),
        ("documents.date = 2021-12", "c01 c02 c03 c04 c05"),
        ('document_id = "b/vide.txt"', ""),
        ("quotation_id = q02", "c02 c03"),
        ("claimant_name = 'Marie \\'X'", ""),
        ("issue_id != port_closing", "c02 c04 c05"),
        ("claimant_name < B", ""),
    ],
)
def test_claims_chosen(tables: Tables, text: str, claims: str) -> None:
    assert ids(select(tables, text), "claims") == claims.split()


def test_other_tables_keep_what_belongs_to_the_chosen_rows(tables: Tables) -> None:
    by_claim = select(tables, "claim_id = c04")
    assert (ids(by_claim, "quotations"), len(ids(by_claim, "documents"))) == (["q03"], 1)
    by_quotation = select(tables, "kind = direct")
    assert ids(by_quotation, "quotations") == ["q01", "q02"]
    assert ids(by_quotation, "claims") == ["c01", "c02", "c03"]
    by_document = select(tables, "status = failed")
    assert [ids(by_document, name) for name in ("documents", "quotations", "claims")] == [["c.txt"], [], []]
    assert by_document.claims.schema.equals(tables.claims.schema)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("claimant = x", "did you mean claimant_id, claimant_name"),
        ("quotations.polarity = x", "no column 'quotations.polarity'"),
        ("polarity", "expected at character 9, found the end"),
        ("polarity = ", "a value expected"),
        ("polarity = negative and", "a column expected"),
        ("polarity = negative polarity = neutral", "'and', 'or' or the end expected at character 21"),
        ("(polarity = negative", "'\\)' expected"),
        ("confidence >= high", "confidence is compared with a number, not 'high'"),
        ("negated = maybe", "true or false"),
        ("polarity = 'negative", "can't read character 12"),
        ("polarity like x", "=, !=, <"),
        ("segments < x", "segments holds spans"),
        ("segments in (x)", "segments holds spans"),
        ("(" * 3000 + "polarity = x" + ")" * 3000, "within each other; write it shorter"),
        ("not " * 3000 + "polarity = x", "within each other; write it shorter"),
        ("polarity not = x", "=, !=, <"),
        ("__import__('os').system('touch /tmp/pwned')", "no column"),
        ("polarity = negative; drop table claims", "'and', 'or' or the end"),
    ],
)
def test_what_is_no_filter_is_refused_with_its_place(tables: Tables, text: str, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        select(tables, text)
