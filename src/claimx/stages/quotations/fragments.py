"""What quoted words without a cue look like: somebody's words, or a title, a name, a scare quote.

French titles and names stand after the noun of their class (*le film « … »*), after a naming participle (*baptisé
« … »*) or *dit*, begin with a capital in the middle of a sentence, and come again in the article.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from claimx.stages.line_signs import heads_line
from claimx.stages.quotations import confidence_names as names
from claimx.stages.quotations.candidates import Candidate
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.view import View, region_token_range
from claimx.stages.sums import Block, Names

_CLASSES = frozenset(
    "film livre roman album chanson single titre série émission documentaire téléfilm pièce spectacle "
    "exposition ouvrage essai journal quotidien magazine revue hebdomadaire mensuel site blog chaîne rubrique "
    "séquence tube tableau poème opéra clip opération programme plan projet dispositif loi mission campagne "
    "initiative concours festival salon label prix trophée groupe association collectif mouvement parti comité "
    "liste société entreprise marque club réseau navire bateau cargo paquebot tempête ouragan variant hashtag "
    "mot-dièse slogan banderole pancarte concept notion terme mot expression formule appellation surnom "
    "pseudonyme étiquette mention catégorie qualification chef infraction délit crime article".split()
)
_NAMING = frozenset(
    "baptiser rebaptiser intituler surnommer nommer dénommer appeler titrer estampiller labelliser étiqueter".split()
)
_NAMED = frozenset(
    "baptisé baptisée baptisés baptisées rebaptisé rebaptisée intitulé intitulée intitulés intitulées surnommé "
    "surnommée surnommés surnommées nommé nommée dénommé dénommée dit dite dits dites appelé appelée appelés "
    "appelées alias titré titrée estampillé estampillée estampillés estampillées labellisé labellisée étiqueté "
    "étiquetée appelle s'appelle".split()
)
_BEFORE_CHARGES = frozenset({"pour", "de", "du", "chef", "chefs"})
_PROSECUTION = frozenset(
    "examen jugé jugée jugés condamné condamnée condamnés poursuivi poursuivie poursuivis enquête information "
    "garde".split()
)


def _times(view: View, region: Region) -> int:
    """How often the document quotes these very words; counted once a document."""
    if view.quoted_times is None:
        view.quoted_times = Counter(view.text[r.start : r.end].lower() for r in view.regions)
    return view.quoted_times[view.text[region.start : region.end].lower()]


@dataclass(slots=True)
class _Fragment:
    region: Region
    first: int
    close: int
    low: int
    high: int
    inside: list[int]
    finite: bool

    @property
    def size(self) -> str:
        count = len(self.inside)
        return "1" if count == 1 else "2" if count == 2 else "≤4" if count <= 4 else "≤8" if count <= 8 else ">8"


def fragment_blocks(view: View, item: Candidate) -> list[Block]:
    """Return the features of a candidate's quoted words: a bare one's, or a quoted object's."""
    core = item.features.get("core")
    governed = item.cue is not None and item.kind != "indirect" and item.cue[1] <= item.start
    if core is None and not governed:
        return []
    fragment = _read(view, item.start if core is None else int(core))
    if fragment is None:
        return []
    if core is None:
        return [(names.name_like, _name_like(view, fragment), str(item.features.get("frame")))]
    return [
        (names.name_like, _name_like(view, fragment), None),
        *_shape(view, fragment, item.rule),
        *_sentence(view, fragment),
    ]


def _read(view: View, offset: int) -> _Fragment | None:
    """The quoted region that begins at ``offset``, or some characters after it."""
    for index in range(view.token_at(offset), min(view.token_at(offset) + 4, len(view.lower))):
        region = view.region[index]
        if region is not None and region.outer_start >= offset - 2:
            first, close = region_token_range(view, region)
            low, high = view.bounds(min(first + 1, len(view.lower) - 1))
            inside = [i for i in range(first, close) if not view.is_break(i) and view.pos[i] != "PUNCT"]
            if not inside:
                return None
            return _Fragment(region, first, close, low, high, inside, view.has_finite(inside[0], inside[-1] + 1))
    return None


def _name_like(view: View, fragment: _Fragment) -> Names:
    """Signs of a title, a name or a term."""
    inside, low, finite = fragment.inside, fragment.low, fragment.finite
    before = view.before(fragment.first, low)
    capital = view.text[view.start[inside[0]]].isupper()
    middle = before >= 0 and view.lower[before] != ":"
    named = False
    found = []
    for index in range(max(before - 2, low), before + 1):
        if view.lemma[index] in _CLASSES or view.lower[index] in _CLASSES:
            found.append("core-class")
            named = True
        if view.lower[index] in _NAMED or view.lemma[index] in _NAMING:
            found.append("core-named")
            named = True
    found += [f"core-capital={capital}&middle={middle}", f"core-named={named}&finite={finite}&size={fragment.size}"]
    if before >= 0 and not named:
        found.append(f"core-before={view.lower[before]}")
    if capital and middle and not finite:
        found.append("core-title")
    if len(inside) > 1 and sum(1 for i in inside if view.text[view.start[i]].isupper()) >= len(inside) - 1:
        found.append("core-all-capitals")
    if _times(view, fragment.region) > 1:
        found.append("core-again")
    if (
        before >= 0
        and view.lower[before] in _BEFORE_CHARGES
        and any(view.lower[i] in _PROSECUTION for i in range(max(low, before - 8), before))
    ):
        found.append("core-charge")
    return tuple(found)


def _shape(view: View, fragment: _Fragment, rule: str) -> list[Block]:
    before = view.before(fragment.first, fragment.low)
    after = view.after(fragment.close - 1, fragment.high)
    left = view.pos[before] if before >= 0 else ""
    right = "" if after < 0 else view.lower[after] if view.pos[after] == "PUNCT" else view.pos[after]
    first, again = view.pos[fragment.inside[0]], _times(view, fragment.region) > 1
    return [
        (names.fragment, fragment.size, fragment.finite, rule, first, left, again),
        (names.fragment_right, right),
    ]


def _sentence(view: View, fragment: _Fragment) -> list[Block]:
    """What the article's sentence around the quoted words looks like."""
    low, high, finite = fragment.low, fragment.high, fragment.finite
    outside = [i for i in range(low, high) if not fragment.first <= i < fragment.close]
    quoted = any(view.region[i] is not None for i in outside)
    verbs = [i for i in outside if view.is_finite(i)]
    pronoun = view.lower[low] in ("il", "elle", "ils", "elles")
    conditional = any(view.lower[i].endswith(("rait", "raient")) for i in verbs)
    opens = heads_line(view.text, fragment.region.outer_start)
    share = len(fragment.inside) / max(1, high - low)
    part = "all" if share > 0.75 else "half" if share > 0.4 else "some" if share > 0.15 else "little"
    found: list[Block] = [(names.sentence, fragment.size, finite, quoted, bool(verbs), opens, part)]
    if pronoun or conditional:
        found.append((names.sentence_signs, pronoun, conditional, finite))
    return found
