"""Thousands of made-up articles, with quotations and claims in them, for what must stay quick."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from claimx.records import Claim, Document, Quotation, Segment, Speaker
from claimx.store import TableWriter

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = (
    "La commission examinera le budget des transports avant la fin du trimestre",
    "Les riverains demandent une piste cyclable le long du canal",
    "Le syndicat refuse toute fermeture de ligne sans concertation préalable",
    "Cette réforme ne répond en rien aux attentes des habitants",
    "Nous soutenons la rénovation de l'hôpital et l'ouverture d'une maternité",
)
ACTS = ("state", "demand", "refuse", "promise", "criticize", "praise")
POLARITIES = ("positive", "negative", "neutral")
QUOTATIONS = 8
CLAIMS = 12


def write(folder: Path, count: int) -> Path:
    """Write ``count`` articles with 8 quotations and 12 claims each, always the same ones, and return the folder."""
    chance = random.Random(7)
    names = [f"Personne {number}" for number in range(600)]
    issues = [(f"issue_{number}", f"enjeu numéro {number}", f"issue number {number}") for number in range(150)]
    with TableWriter(folder, "test") as writer:
        for number in range(count):
            parts: list[str] = []
            quotations: list[Quotation] = []
            for place in range(QUOTATIONS):
                name = names[int(chance.paretovariate(0.9)) % len(names)]
                said = f"{chance.choice(SENTENCES)}, {number} fois sur {place + 1}"
                start = sum(map(len, parts)) + 2
                parts.append(f"« {said} », a déclaré {name}. {chance.choice(SENTENCES)}. {chance.choice(SENTENCES)}.\n")
                end = start + len(said)
                quotations.append(
                    Quotation(
                        quotation_id=f"q{place + 1:02}",
                        kind="direct",
                        start=start,
                        end=end,
                        segments=(Segment(start=start, end=end),),
                        text=said,
                        speakers=(Speaker(name=name, kind="person"),),
                        resolution="full_name",
                        rule="postposed_clause",
                        confidence=chance.random(),
                    )
                )
            text = "".join(parts)
            date = f"20{chance.randint(18, 23)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            claims = []
            for place in range(CLAIMS):
                quotation = chance.choice(quotations)
                issue_id, fr, en = chance.choice(issues)
                polarity = chance.choice(POLARITIES)
                claims.append(
                    Claim(
                        claim_id=f"c{place + 1:02}",
                        quotation_id=quotation.quotation_id,
                        claimant_name=quotation.speakers[0].name,
                        act=chance.choice(ACTS),
                        polarity=polarity,
                        issue_id=issue_id,
                        issue_label_fr=fr,
                        issue_label_en=en,
                        text=quotation.text,
                        start=quotation.start,
                        end=quotation.end,
                        label_en=f"{polarity} on {en}",
                        label_fr=f"{polarity} sur {fr}",
                        date=date,
                        rule="claim.topic",
                        confidence=chance.random(),
                    )
                )
            document = Document(
                document_id=f"{number:05}.txt", text=text, date=date, n_quotations=len(quotations), n_claims=len(claims)
            )
            writer.write(document, quotations, claims)
    return folder
