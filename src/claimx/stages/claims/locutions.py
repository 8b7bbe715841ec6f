"""Fixed phrases that look like objects: adverbs (*pour l'heure*) and parts of a verb (*aller de l'avant*)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from claimx.lexicon.function_words import OF
from claimx.stages.claims.tokens import Tok

WITH_VERB: Final = "locution:verb"
"""``Tok.dep`` of the words of a phrase that its verb means nothing without."""

_ADVERBIAL: Final = (
    "pour l' heure|pour l' instant|pour le moment|pour sa part|pour ma part|pour leur part|pour notre part|de son côté"
    "|de leur côté|de mon côté|de notre côté|en premier lieu|en second lieu|en dernier lieu|en premier|en effet|en fait"
    "|de fait|en revanche|en outre|en particulier|en général|en partie|en même temps|à ce stade|à ce jour|à ce sujet"
    "|à nouveau|de nouveau|à la fois|à terme|au contraire|au moins|au fond|au total|au final|par ailleurs|par exemple"
    "|par conséquent|d' abord|tout d' abord|d' ailleurs|d' ores et déjà|tout à fait|tout de même|de plus en plus"
    "|de moins en moins|peu à peu|sans doute|sans cesse|en réalité|en vain|à tort|à raison|de facto|en ce moment"
    "|en quelque sorte|pour autant|pour ainsi dire|à l' avenir|à l' infini|de toute façon|en tout cas"
)
_OF_VERBS: Final = (
    "de l' avant|au sérieux|en compte|en place|en œuvre|en cause|en question|en garde|en évidence|en valeur|en lumière"
    "|en danger|en péril|en avant|en arrière|au courant|à bout|à bien|à terme|à jour|au point|sur pied|en charge"
)


def _table() -> dict[tuple[str, str], list[tuple[list[str], bool]]]:
    """Return the phrases by their first two words, the longest first, each with whether it goes with a verb."""
    table: dict[tuple[str, str], list[tuple[list[str], bool]]] = defaultdict(list)
    for source, verbal in ((_OF_VERBS, True), (_ADVERBIAL, False)):
        for phrase in source.split("|"):
            words = phrase.split()
            table[words[0], words[1]].append((words, verbal))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return dict(table)


_TABLE: Final = _table()


def mark_locutions(tokens: Sequence[Tok]) -> list[Tok]:
    """Return tokens with the words of fixed phrases tagged as adverbs, those that go with a verb also by ``dep``."""
    marked = list(tokens)
    lowers = [tok.lower for tok in tokens]
    for index, pair in enumerate(pairwise(lowers)):
        for words, verbal in _TABLE.get(pair, ()):
            if lowers[index : index + len(words)] != words:
                continue
            after = tokens[index + len(words)].lower if index + len(words) < len(tokens) else ""
            before = tokens[index - 1] if index else None
            if verbal and (before is None or not (before.is_verb or before.is_mark or before.pos == "ADV")):
                continue
            # *en premier rang*, *de son côté gauche*: a noun or complement makes it an ordinary phrase
            if not verbal and (after in OF or words[-1] == "premier" and after not in ("", ",", ".", "et")):
                continue
            for place in range(index, index + len(words)):
                dep = WITH_VERB if verbal else tokens[place].dep
                marked[place] = tokens[place].as_adverb(dep)
            break
    return marked
