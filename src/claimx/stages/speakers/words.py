"""French words as speaker attribution sees them: closed classes, keys for comparison, agreement.

Only grammar lives here; names, titles, offices and person nouns are data and come from the lexicon.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from claimx.lexicon.function_words import SEVERAL_NOUNS

Gender = Literal["m", "f"]
Number = Literal["s", "p"]

APOSTROPHES: Final = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " "})

DETERMINERS: Final[dict[str, tuple[Gender | None, Number]]] = {
    "le": ("m", "s"), "la": ("f", "s"), "l'": (None, "s"), "les": (None, "p"),
    "un": ("m", "s"), "une": ("f", "s"), "des": (None, "p"), "du": ("m", "s"), "au": ("m", "s"), "aux": (None, "p"),
    "ce": ("m", "s"), "cet": ("m", "s"), "cette": ("f", "s"), "ces": (None, "p"),
    "mon": (None, "s"), "ton": (None, "s"), "son": (None, "s"), "ma": ("f", "s"), "ta": ("f", "s"), "sa": ("f", "s"),
    "notre": (None, "s"), "votre": (None, "s"), "leur": (None, "s"),
    "mes": (None, "p"), "tes": (None, "p"), "ses": (None, "p"), "nos": (None, "p"), "vos": (None, "p"),
    "leurs": (None, "p"), "aucun": ("m", "s"), "aucune": ("f", "s"), "chaque": (None, "s"),
    "quelques": (None, "p"), "plusieurs": (None, "p"), "certains": ("m", "p"), "certaines": ("f", "p"),
    "tous": ("m", "p"), "toutes": ("f", "p"), "tout": ("m", "s"), "toute": ("f", "s"), "divers": ("m", "p"),
    "diverses": ("f", "p"), "différents": ("m", "p"), "différentes": ("f", "p"),
    "maints": ("m", "p"), "maintes": ("f", "p"),
}  # fmt: skip
"""Determiners (with contracted prepositions) and the gender and number they show."""

DEFINITE: Final = frozenset({"le", "la", "l'", "les", "ce", "cet", "cette", "ces", "du", "au", "aux"})
SINGULAR_DEFINITE: Final = frozenset({"le", "la", "l'", "ce", "cet", "cette"})
POSSESSIVE_FIRST: Final = frozenset({"mon", "ma", "mes", "notre", "nos"})
INDEFINITE: Final = frozenset({"un", "une", "des", "plusieurs", "quelques", "certains", "certaines", "divers"})

SKIPPED_QUANTIFIERS: Final = frozenset(
    {"plusieurs", "quelques", "nombreux", "nombreuses", "autre", "autres", "même", "mêmes", "tous", "toutes", "tout",
     "toute", "quelque", "environ", "divers", "diverses", "différents", "différentes", "près", "deux"}
)  # fmt: skip
"""Words before the noun that say how many or which, left out of the head phrase."""

AMOUNT_NOUNS: Final = SEVERAL_NOUNS | frozenset(
    """dizaines douzaines centaines milliers million millions milliard milliards majorité moitié nombre partie totalité
    quasi-totalité essentiel tiers quart % beaucoup un une""".split()
)
"""Nouns of quantity: in *une centaine de soignants* the head is *soignants*."""

FUNCTION_WORDS: Final = frozenset(
    """le la les l' un une des du de d' au aux à a ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos
    leur leurs et ou mais donc or ni car que qu' qui quoi dont où si quand comme lorsque lorsqu' puisque puisqu' quoique
    selon pour par avec sans sous sur dans en entre chez vers contre depuis pendant avant après dès durant malgré parmi
    outre hormis sauf d'après grâce face lors suite quant voici voilà il elle ils elles on nous vous je j' tu me m' te
    se s' y n' ne pas plus moins très trop tout toute tous toutes même aussi ainsi alors enfin puis ensuite déjà encore
    toujours jamais ici là hier aujourd'hui demain soudain pourtant cependant toutefois néanmoins certes bref oui non
    peut-être celui celle ceux celles ceci cela ça c' chaque quelque quelques plusieurs certains certaines aucun aucune
    nul nulle autre autres quel quelle quels quelles lequel laquelle pourquoi comment combien interrogé interrogée né
    née est sont était était-ce est-ce être avoir ont était jugeant estimant autour auparavant parallèlement
    personne rien quelqu'un quelqu' tel telle tels telles mieux pire hélas bientôt
    longue longues long longs forte fort neuf deux trois quatre cinq six sept huit dix onze douze vingt trente cent
    appel notamment afin jusque jusqu' tandis alors quasi presque quelque près loin faute hors via selon-""".split()
)
"""Words that begin a sentence with a capital without being part of a name."""

_UPPER: Final = "".join(
    re.escape(chr(code))
    for code in (*range(0x41, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00)) if chr(code).isupper()
)  # fmt: skip
_CAP_WORD: Final = (
    rf"(?:[{_UPPER}]\.(?:-?[{_UPPER}]\.)*"
    rf"|(?![LJSMTCD]['’])[{_UPPER}]\w*(?:['’](?:[{_UPPER}]\w+|h\b))*(?:[-‑]\w+(?:['’]\w+)?)*"
    rf"|(?:al|el|ben|ould|as|ad|ar|ash)-[{_UPPER}]\w+)"
)
_INNER: Final = (
    r"(?:(?:van|von|der|den|ten|ter|da|das|dos|do|di|del|della|bin|ben|ibn|zu|af|av|el|al|y|de la|de las|de los)"
    r"[ \u00a0])"
)
_ENGLISH: Final = r"(?:(?:of|for|and|the|at|&)[ \u00a0])"
_DE: Final = r"(?:(?:de|du|de la|des)[ \u00a0]|d['’])"
_TITLE: Final = r"(?:(?:MM?|Mmes?|Mlles?|Drs?|Prs?|Mes?)\.?[ \u00a0](?:(?:de la|de|du|von|van|ben)[ \u00a0]|d['’])?)"
_FIRST: Final = rf"(?=[{_UPPER}abeo])(?<!\w)"  # what a name may begin with is asked first: that takes two thirds
NAME_PATTERN: Final = re.compile(rf"{_FIRST}{_TITLE}?{_CAP_WORD}(?:[ \u00a0](?:{_INNER}|{_ENGLISH})*{_CAP_WORD})*")
"""A run of capitalised words with the particles of foreign names between them."""
DE_JOIN_PATTERN: Final = re.compile(rf"[ \u00a0]{_DE}(?={_CAP_WORD})")
"""The French particle that may join two runs (*Dominique de Villepin*); true only after a first name."""


QUOTED: Final = re.compile(r"[\"«“]\s*([^\"»”]{2,60}?)\s*[\"»”]")
"""Short words in quotation marks inside a phrase."""


def flat(text: str) -> str:
    """Lower case with straight apostrophes and plain blanks, same length for French text."""
    return text.translate(APOSTROPHES).lower()


@lru_cache(maxsize=1 << 14)
def bare(word: str) -> str:
    """Lower case without accents, ligatures opened: the key under which spellings of a name meet."""
    text = flat(word).replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


_FEMININE: Final = (
    ("trices", "teur"), ("trice", "teur"), ("euses", "eur"), ("euse", "eur"), ("eresse", "eur"), ("airesse", "aire"),
    ("ieres", "ier"), ("iere", "ier"),
    ("ennes", "en"), ("enne", "en"), ("eures", "eur"), ("eure", "eur"), ("ales", "al"), ("ale", "al"), ("aux", "al"),
    ("elles", "el"), ("elle", "el"), ("ives", "if"), ("ive", "if"), ("effes", "ef"), ("effe", "ef"),
    ("onnes", "on"), ("onne", "on"), ("ees", "e"), ("ee", "e"),
)  # fmt: skip
_NOT_FEMININE: Final = frozenset({"armee", "armees"})
"""An army is no weapon."""


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """Key that joins the forms of a noun or adjective (*directrice, directeurs* → ``directeur``)."""
    key = bare(word)
    for prefix in ("ex-", "vice-", "co-"):
        if key.startswith(prefix) and prefix == "ex-":
            key = key[len(prefix) :]
    for suffix, masculine in _FEMININE if key not in _NOT_FEMININE else ():
        if key.endswith(suffix) and len(key) > len(suffix) + 1:
            key = key[: -len(suffix)] + masculine
            break
    key = key.rstrip("s") if len(key) > 3 else key
    return key[:-1] if key.endswith("e") and len(key) > 3 else key


def alike(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two descriptions share a word or its root (*lyonnaise, Lyon*)."""
    return any(one == other or len(one) > 3 < len(other) and one[:4] == other[:4] for one in left for other in right)


def singular(word: str) -> str:
    """The singular of a regular French noun or adjective (*avocats* → *avocat*, *syndicaux* → *syndical*)."""
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux"):
        return word[:-3] + "al"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def is_demonym(word: str) -> bool:
    """Whether a capitalised word has the shape of an inhabitant's name (*Québécoise, Lyonnais, Parisienne*)."""
    key = flat(word)
    return len(word) > 4 and word[0].isupper() and key.endswith(_DEMONYMS) and key not in _NO_DEMONYMS


_NO_DEMONYMS: Final = frozenset(
    """trois jamais désormais parfois autrefois toutefois quelquefois certain demain lendemain soudain terrain prochain
    combien ancien ancienne moyen moyenne citoyen citoyenne chien chienne gardien gardienne mauvais mauvaise relais
    palais marais délais essais bourgeois bourgeoise chrétien chrétienne laïcs quotidien quotidienne
    collégien collégienne lycéen lycéenne entretien maintien soutien musicien musicienne historien
    historienne comédien comédienne pharmacien pharmacienne chirurgien chirurgienne technicien technicienne main train
    humain humaine écrivain écrivaine souverain souveraine urbain urbaine sous-marin""".split()
)
"""Words of that shape that are called after no place, as they stand with a capital at the head of a sentence."""
_DEMONYMS: Final = ("ois", "oise", "ais", "aise", "ien", "ienne", "ain", "aine", "éen", "éenne")


def content_stems(text: str) -> set[str]:
    """Return the stems of a name's or phrase's words of four letters or more, which tell what it is about."""
    return {stem(word) for word in re.findall(r"\w{4,}", text)}
