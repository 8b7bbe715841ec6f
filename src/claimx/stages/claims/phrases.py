"""Noun phrases and infinitive cores, found from tags left to right: the parser errs too often around quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claimx.lexicon.function_words import NOT, OF
from claimx.stages.claims.counting import HUNDREDS, begins_count, compounds, counts
from claimx.stages.claims.locutions import WITH_VERB
from claimx.stages.claims.tokens import CLITICS, Tok
from claimx.stages.claims.traits import ARTICLES, DESCRIBING, FOLLOWING, LEADING, NOMINAL, OPENING, PHRASAL, TO

DETERMINERS: Final = frozenset(
    "le la les l' un une des du de d' ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs"
    " tout toute tous toutes chaque aucun aucune plusieurs quelques certains certaines quel quelle quels quelles"
    " cinq deux trois au aux".split()
)
_OBJECT_TO: Final = frozenset("à au aux sur contre envers pour".split())
_PAIRED: Final = frozenset("«“(»”)")


@dataclass(slots=True, unsafe_hash=True)  # not frozen: that makes each one take twice as long
class Phrase:
    """A noun phrase or infinitive core in a row of tokens: first, last (inclusive) and head index."""

    first: int
    last: int
    head: int


def noun_phrase(tokens: Sequence[Tok], first: int, *, wide: bool = False, limit: int = 16) -> Phrase | None:
    """Return the noun phrase that begins at ``first``: determiners, head, adjectives, complements with *de*.

    With ``wide``, complements with *à, sur, contre, entre …* belong in too. None if there is no noun.
    """
    end = min(len(tokens), first + limit)
    index = first
    while index < end:
        traits = tokens[index].word.traits
        if (
            traits & LEADING
            or traits & OPENING
            and index + 1 < end
            or traits & DESCRIBING
            and _leads(tokens, index, end)
            or tokens[index].lower in HUNDREDS
            and index + 1 < end
            and tokens[index + 1].is_noun
        ):
            index += 1
        else:
            break
    if index >= end:
        return None
    tok = tokens[index]
    stride = tok.lower == "pas" and index > first + 1 and tokens[index - 1].pos == "ADJ"  # *un premier pas*
    nominal = stride or bool(tok.word.traits & NOMINAL)
    if not nominal and index > first and tokens[index - 1].pos == "NUM":
        # *Trois des six points*, *les deux pour cent*: the number stands for what it counts.
        index, nominal = index - 1, True
    if not nominal and not (
        index > first
        and tokens[index - 1].lower in ARTICLES
        and tok.pos not in ("PUNCT", "PRON", "SCONJ", "CCONJ", "ADP")
        and tok.form != "fin"
    ):
        return _pronoun(tokens, first)
    head = index
    index += 1
    while index < end:
        traits = tokens[index].word.traits
        if traits & PHRASAL:
            if tokens[index].pos == "NUM" and tokens[index - 1].is_noun and begins_count(tokens, index, end):
                break
            index += 1
            continue
        step = _step(tokens, index, end, wide, head) if traits & FOLLOWING else None
        if step is None and _hyphened(tokens, index):
            step = index + 1
        if step is None:
            break
        index = step
    last = index - 1
    while last > head and (
        tokens[last].is_mark
        and tokens[last].text not in ')»”"'
        or tokens[last].pos in ("ADP", "DET", "CCONJ", "ADV")
        or _opens_more(tokens, last)
    ):
        if tokens[last].dep == WITH_VERB:
            break
        last -= 1
    return Phrase(first, _balanced(tokens, head, last), head)


def _opens_more(tokens: Sequence[Tok], last: int) -> bool:
    """Whether a present participle goes on behind a phrase: *toute sanction | visant ses entreprises*."""
    return tokens[last].pos == "VERB" and tokens[last].lower.endswith("ant") and last + 1 < len(tokens)


def _hyphened(tokens: Sequence[Tok], index: int) -> bool:
    """Whether a token is the hyphen or second half of one word, however tagged: *hold-up, laissez-passer*."""
    hyphen = index if tokens[index].text == "-" else index - 1
    if hyphen < 1 or tokens[hyphen].text != "-" or hyphen + 1 >= len(tokens):
        return False
    before, tok, after = tokens[hyphen - 1 : hyphen + 2]
    return before.end == tok.start and tok.end == after.start and not after.is_mark


def _pronoun(tokens: Sequence[Tok], first: int) -> Phrase | None:
    tok = tokens[first]
    if tok.lower in ("celui", "celle", "ceux", "celles", "cela", "ça", "ceci", "tout", "rien"):
        return Phrase(first, first, first)
    return None


def _balanced(tokens: Sequence[Tok], head: int, last: int) -> int:
    texts = [tok.text for tok in tokens[head : last + 1]]
    if _PAIRED.isdisjoint(texts):
        return last
    opened = sum([text in "«“(" for text in texts])
    closed = sum([text in "»”)" for text in texts])
    if opened == closed:
        return last
    while last > head and closed > opened and tokens[last].text in "»”)":
        last, closed = last - 1, closed - 1
    while last > head and opened > closed and tokens[last].text in "«“(":
        last, opened = last - 1, opened - 1
    return last


def _leads(tokens: Sequence[Tok], index: int, end: int) -> bool:
    """Whether a noun follows within two words of an adjective or adverb."""
    stride = index + 1 < end and tokens[index + 1].lower == "pas" and tokens[index].pos == "ADJ"
    if stride and index and tokens[index - 1].pos == "DET":
        return True  # *un premier pas*
    return any(
        tokens[place].is_noun for place in range(index + 1, min(index + 3, end)) if not tokens[index + 1].is_mark
    )


def _step(tokens: Sequence[Tok], index: int, end: int, wide: bool, head: int) -> int | None:
    """Return the index after what may follow in a noun phrase at ``index``; None if it ends there.

    What always follows (``PHRASAL``) isn't asked about.
    """
    tok = tokens[index]
    if tok.text in ("-", "–") and index + 1 < end and tokens[index + 1].pos in ("PROPN", "NOUN"):
        return index + 1
    if tok.is_noun and (tokens[index - 1].text in ("-", "«", '"', "“") or compounds(tokens, index)):
        return index + 1
    if tok.text in '«»"“”()' and tok.text:
        return (
            index + 1
            if index + 1 < end
            and not tokens[index + 1].is_mark
            and tokens[index + 1].form != "fin"
            and tokens[index + 1].pos not in ("PRON", "SCONJ", "CCONJ")
            else None
        )
    if tok.pos == "ADV" and index + 1 < end and tokens[index + 1].pos == "ADJ":
        return index + 2
    if tok.form == "part" and tok.pos in ("VERB", "ADJ") and tokens[index - 1].pos in ("NOUN", "ADV"):
        return index + 1
    if tok.lower in OF or (wide and tok.lower in TO):
        nested = _complement(tokens, index + 1, end)
        if nested is not None:
            return nested
        if wide and index + 1 < end and tokens[index + 1].form == "inf":
            return min(end, infinitive_core(tokens[:end], index + 1).last + 1)
    if tok.lower in ("et", "ou") and tokens[index - 1].pos == "ADJ" and index + 1 < end:
        following = tokens[index + 2] if index + 2 < len(tokens) else None
        if tokens[index + 1].pos == "ADJ" and not (following is not None and following.is_noun):
            return index + 2
    if (
        tok.lower in ("et", "ou")
        and index + 1 < end
        and tokens[index + 1].lower in OF
        and any(item.lower in OF for item in tokens[head + 1 : index])
    ):
        # *La fin du bac et du brevet*; in *un arbitre et des caméras* it is an article.
        return _complement(tokens, index + 2, end)
    return None


def _complement(tokens: Sequence[Tok], index: int, end: int) -> int | None:
    while index < end and (
        tokens[index].pos == "DET"
        or (tokens[index].pos == "NUM" and counts(tokens, index, end))
        or tokens[index].lower in DETERMINERS
        or tokens[index].text in '«"“('
        or (tokens[index].pos in ("ADJ", "ADV") and _leads(tokens, index, end))
    ):
        index += 1
    if index < end and (tokens[index].is_noun or tokens[index].pos == "NUM"):
        return index + 1
    return None


_WILLED: Final = frozenset("vouloir chercher souhaiter songer penser tenter essayer pouvoir".split())


def deed_of(tokens: Sequence[Tok], first: int) -> int:
    """Return the verb that names the deed in *n'avoir jamais (voulu) tromper*, else the infinitive at ``first``."""
    negated = first > 0 and tokens[first - 1].lower in ("ne", "n'") and tokens[first].lemma in ("avoir", "être")
    if not negated or first + 2 >= len(tokens) or tokens[first + 1].lower not in NOT:
        return first
    deed = first + 2
    if tokens[first + 1].lower == "jamais" and tokens[deed].lower in ("autant", "aussi", "mieux", "pire"):
        return first  # *n'avoir jamais autant progressé* tells that one has
    while deed + 1 < len(tokens) and (tokens[deed].lemma == "être" or tokens[deed].pos == "ADV"):
        deed += 1
    if tokens[deed].form != "part":
        return first
    after = deed + 1
    while after < len(tokens) and tokens[after].lower in ("à", "de", "d'", *CLITICS):
        after += 1
    willed = tokens[deed].lemma in _WILLED and after < len(tokens) and tokens[after].form == "inf"
    return after if willed else deed


def infinitive_core(tokens: Sequence[Tok], first: int) -> Phrase:
    """Return the core of an infinitive clause from its verb at ``first``: verb, and its object if it has one.

    *poursuivre le dialogue avec Kiev dans les mois à venir* gives *poursuivre le dialogue avec Kiev*.
    """
    last = first
    index = first + 1
    while index < len(tokens) and (
        tokens[index].form == "part"
        and tokens[first].lemma in ("avoir", "être")
        or tokens[index].pos == "ADV"
        or tokens[index].lower in ("à", "de", "d'", *CLITICS)
        and index + 1 < len(tokens)
        and tokens[index + 1].form == "inf"
        or tokens[index].form == "inf"
        or tokens[index].text in '«"“'
        and index + 1 < len(tokens)
        and tokens[index + 1].form == "part"
        and tokens[first].lemma in ("avoir", "être")
    ):
        if tokens[index].form in ("inf", "part") or tokens[index].dep == WITH_VERB:
            last = index
        index += 1
        if index - first > 6:
            break
    start = past_manner(tokens, index)
    while start < len(tokens) and (tokens[start].pos == "ADV" or tokens[start].text in '«"“'):
        start += 1
    if (
        start < len(tokens)
        and tokens[start].lower in (*_OBJECT_TO, *OF)
        and tokens[start].lower not in ("des", "du", "aux", "au")
    ):
        phrase = noun_phrase(tokens, start + 1, wide=True)
    elif start < len(tokens):
        begin = start + 1 if tokens[start].lower in ("des", "du", "aux", "au") else start
        phrase = noun_phrase(tokens, begin, wide=True)
    else:
        phrase = None
    if phrase is not None:
        last = max(last, phrase.last)
    elif last == first:
        last = _rest(tokens, first)
    return Phrase(first, last, first)


def past_manner(tokens: Sequence[Tok], opening: int) -> int:
    """Return the index after an adverbial in marks before an object: *accepter « sans délai » | la trêve*.

    ``opening`` if none begins there: the words in the marks may be the object themselves.
    """
    if opening + 2 >= len(tokens) or tokens[opening].text not in '«"“':
        return opening
    if tokens[opening + 1].pos not in ("ADV", "ADP") or tokens[opening + 1].lower in OF:
        return opening
    near = range(opening + 2, min(opening + _MARKED, len(tokens) - 1))
    closing = next((index for index in near if tokens[index].text in '»"”'), 0)
    if not closing or any(tok.is_verb for tok in tokens[opening:closing]):
        return opening
    return closing + 1 if tokens[closing + 1].pos in ("DET", "ADP", "PROPN") else opening


_MARKED: Final = 9
"""Words and marks that such an adverbial has at most."""
_REST: Final = 7


def _rest(tokens: Sequence[Tok], verb: int) -> int:
    """Return the last index of what follows a verb without object, up to a mark, a link or some words."""
    index = verb + 1
    while index < len(tokens) and index - verb <= _REST:
        tok = tokens[index]
        if (
            tok.is_mark
            or tok.form == "fin"
            or tok.pos in ("SCONJ", "CCONJ")
            or tok.lower in ("que", "qu'", "qui", "et")
        ):
            break
        index += 1
    end = index - 1
    while end > verb and (
        tokens[end].pos in ("ADP", "DET", "PRON") or tokens[end].pos == "ADV" and tokens[end].lower not in _MANNER
    ):
        end -= 1
    return end


_MANNER: Final = frozenset(
    "davantage mieux vite ensemble autrement plus moins trop loin librement gratuitement".split()
)
"""Adverbs without which an infinitive would say less: *lire davantage*, *vivre ensemble*."""
