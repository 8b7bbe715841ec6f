"""What quoted words without a cue look like: somebody's words, or a title, a name, a scare quote.

French titles and names stand after the noun of their class (*le film « … »*), after a naming participle (*baptisé
« … »*) or *dit*, begin with a capital in the middle of a sentence, and come again in the article.
"""

from __future__ import annotations

from collections import Counter
from weakref import WeakKeyDictionary

from claimx.stages.quotations.candidates import Candidate
from claimx.stages.quotations.clauses import region_token_range
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.view import View

_CLASSES = frozenset(
    "film livre roman album chanson single titre série émission documentaire téléfilm pièce spectacle exposition ouvrage essai "
    "journal quotidien magazine revue hebdomadaire mensuel site blog chaîne rubrique séquence tube tableau poème opéra clip "
    "opération programme plan projet dispositif loi mission campagne initiative concours festival salon label prix trophée "
    "groupe association collectif mouvement parti comité liste société entreprise marque club réseau navire bateau cargo "
    "paquebot tempête ouragan variant hashtag mot-dièse slogan banderole pancarte concept notion terme mot expression formule "
    "appellation surnom pseudonyme étiquette mention catégorie qualification chef infraction délit crime article".split()
)
_NAMING = frozenset(
    "baptiser rebaptiser intituler surnommer nommer dénommer appeler titrer estampiller labelliser étiqueter".split()
)
_NAMED = frozenset(
    "baptisé baptisée baptisés baptisées rebaptisé rebaptisée intitulé intitulée intitulés intitulées surnommé surnommée "
    "surnommés surnommées nommé nommée dénommé dénommée dit dite dits dites appelé appelée appelés appelées alias titré titrée "
    "estampillé estampillée estampillés estampillées labellisé labellisée étiqueté étiquetée appelle s'appelle".split()
)
_CHARGES = frozenset("pour du chef des chefs".split())
_again: WeakKeyDictionary[View, Counter[str]] = WeakKeyDictionary()


def _times(view: View, region: Region) -> int:
    """How often the document quotes these very words; counted once a document."""
    counts = _again.get(view)
    if counts is None:
        counts = _again[view] = Counter(view.text[r.start : r.end].lower() for r in view.regions)
    return counts[view.text[region.start : region.end].lower()]


def describe_fragment(view: View, item: Candidate) -> list[str]:
    """Return the names of the binary features of a bare candidate's quoted words; none for other candidates."""
    core = item.features.get("core")
    if core is None:
        return []
    region = view.region[view.token_at(int(core))]
    at = view.token_at(int(core))
    while region is None or region.outer_start != int(core):
        at += 1
        if at >= len(view.lower) or view.start[at] > int(core) + 4:
            return []
        region = view.region[at]
    first, close = region_token_range(view, region)
    rule = item.rule
    low, high = view.bounds(min(first + 1, len(view.lower) - 1))
    inside = [i for i in range(first, close) if not view.is_break(i) and view.pos[i] != "PUNCT"]
    if not inside:
        return ["core=empty"]
    size = len(inside)
    finite = view.has_finite(inside[0], inside[-1] + 1)
    bucket = "1" if size == 1 else "2" if size == 2 else "≤4" if size <= 4 else "≤8" if size <= 8 else ">8"
    found = [f"core={bucket}&rule={rule}", f"core={bucket}&finite={finite}", f"core-first={view.pos[inside[0]]}"]
    before = view.before(first, low)
    after = view.after(close - 1, high)
    capital = view.text[view.start[inside[0]] : view.start[inside[0]] + 1].isupper()
    middle = before >= 0 and view.lower[before] != ":"
    found.append(f"core-capital={capital}&middle={middle}")
    if capital and middle and not finite:
        found.append("core-title")
    capitals = sum(1 for i in inside if view.text[view.start[i]].isupper())
    if size > 1 and capitals >= size - 1:
        found.append("core-all-capitals")
    if _times(view, region) > 1:
        found += ["core-again", f"core-again&rule={rule}"]
    found += [
        f"core-before={view.pos[before] if before >= 0 else ''}",
        f"core-before={view.pos[before] if before >= 0 else ''}&finite={finite}&size={bucket}",
        f"core-after={view.lower[after] if after >= 0 and view.pos[after] == 'PUNCT' else view.pos[after] if after >= 0 else ''}",
    ]
    named = False
    for index in range(max(before - 2, low), before + 1):
        if view.tokens[index].lemma_ in _CLASSES or view.lower[index] in _CLASSES:
            found.append("core-class")
            named = True
        if view.lower[index] in _NAMED or view.tokens[index].lemma_ in _NAMING:
            found.append("core-named")
            named = True
    if before >= 0 and not named:
        found.append(f"core-before={view.lower[before]}")
    found.append(f"core-named={named}&finite={finite}&size={bucket}")
    if (
        before >= 0
        and view.lower[before] in _CHARGES
        and any(
            view.lower[i]
            in ("examen", "jugé", "jugée", "condamné", "condamnée", "poursuivi", "poursuivie", "enquête", "garde")
            for i in range(max(low, before - 8), before)
        )
    ):
        found.append("core-charge")
    return found + _sentence(view, region, low, high, first, close, finite, size)


def _sentence(
    view: View, region: Region, low: int, high: int, first: int, close: int, finite: bool, size: int
) -> list[str]:
    outside = [i for i in range(low, high) if not first <= i < close]
    quoted = sum(1 for i in outside if view.region[i] is not None)
    found = [f"others-quoted={quoted > 0}&size={min(size, 4)}"]
    main = any(view.is_finite(i) for i in outside)
    found.append(f"sentence-finite={main}&core-finite={finite}")
    if low < len(view.lower) and view.lower[low] in ("il", "elle", "ils", "elles"):
        found.append(f"subject-pronoun&finite={finite}")
    for i in outside:
        if view.is_finite(i) and view.lower[i].endswith(("rait", "raient")):
            found.append("sentence-conditional")
            break
    text = view.text
    line = text.rfind("\n", 0, region.outer_start) + 1
    found.append(f"starts-paragraph={text[line : region.outer_start].strip() == ''}&finite={finite}")
    share = size / max(1, high - low)
    found.append(
        f"core-share={'all' if share > 0.75 else 'half' if share > 0.4 else 'some' if share > 0.15 else 'little'}"
    )
    return found
