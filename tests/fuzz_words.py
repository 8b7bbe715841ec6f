"""What fuzzed texts are made of: bytes choose among words that the stages look for and characters that upset them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")

MARKS: Final = "« » « » « » “ ” „ \" \" ' ‘ ’ ‹ › + + '' — – - ( ) [ ] ＂ ‟".split()
STOPS: Final = ". . , , ; : : ! ? … ... / * # _ | ~".split()
LINES: Final = ["\n", "\n\n", "\r\n", "\r", "\u2028", "\x85", "\x0c"]
CUES: Final = (
    "dit a dit déclare a déclaré déclaré affirme ajoute ajoutant expliquant selon d'après pour demande refuse accuse "
    "répond estime a-t-il dit-il note-t-elle poursuit promet annonce l'annonce l'idée réponse critique dénonçant "
    "jugeant serait aurait veut souhaite craint dire déclarer interrogé comme s'est dit se dit prêt à avertit menace "
    "salue se félicite regrette appelle à exige propose plaide crier lance assure rappelle indique précise"
).split()
WORDS: Final = (
    "le la les l' un une des du de d' que qu' si qui dont où et ou mais car ne pas n' se s' il elle on ils elles nous "
    "je j' vous notre son leur ces cette ce cela c' est sont a ont été avoir être va ira viendra faut être-là oui non "
    "président présidente ministre maire porte-parole gouvernement syndicat parti pays guerre loi réforme accord "
    "questions réponse négative positive élargissement OTAN Ukraine Russie Moscou Paris États-Unis Washington Kremlin "
    "Marie Jean Paul Dupont Martin Le Pen Lavrov Poutine Macron M. Mme Mgr Dr communiqué rapport AFP presse mardi hier "
    "2021 12 3 décembre 50 % 1er plus très bien ainsi alors tandis lorsque dans avec sans contre sur en à au aux par"
).split()
ODD: Final = [
    "\x00", "\x07", "\x1b[31m",
    "\u200b", "\ufeff", "\u202e", "\u2066", "e\u0301", "\u0301", "🦊", "👩‍👩‍👧", "שלום",
    "مرحبا",
    "日本語", "ﬁn", "ß", "İ", "ǅ", "<b>", "</script>", "&amp;", "=1+1", "..", "a" * 60, "\u00a0", "\u202f", "\t",
    "http://a.fr/?q=«a»", "@nom", "#mot", "C++", "l'l'l'", "aujourd'hui", "1.000,5", "x.y.z", "--", "—", "",
]  # fmt: skip
GLUE: Final = [" ", " ", " ", " ", " ", "", "\u00a0", "\u202f", "  "]

POS: Final = (
    "NOUN VERB PROPN PRON DET ADP ADJ ADV AUX PUNCT CCONJ SCONJ NUM SPACE X SYM INTJ".split()
)  # fmt: skip
DEPS: Final = (
    "ROOT acl acl:relcl advcl advmod amod appos aux:pass aux:tense case cc ccomp conj cop dep det expl:comp expl:pass "
    "expl:subj fixed flat:foreign flat:name iobj mark nmod nsubj nsubj:pass nummod obj obl:agent obl:arg obl:mod "
    "parataxis punct vocative xcomp"
).split()
MORPHS: Final = [
    "",
    "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin",
    "Mood=Cnd|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "VerbForm=Inf", "Tense=Pres|VerbForm=Part",
    "Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part", "Gender=Fem|Number=Plur|Tense=Past|VerbForm=Part|Voice=Pass",
    "Gender=Masc|Number=Sing", "Gender=Fem|Number=Sing", "Gender=Masc|Number=Plur", "Number=Sing|Person=1",
    "Gender=Fem|Number=Sing|Person=3|PronType=Prs", "PronType=Rel", "Definite=Def|Number=Sing|PronType=Art",
    "NumType=Card", "Number=Plur|Poss=Yes", "Polarity=Neg", "Mood=Sub|Number=Sing|Person=3|VerbForm=Fin",
]  # fmt: skip

_KINDS: Final = (WORDS, WORDS, WORDS, WORDS, CUES, CUES, MARKS, MARKS, STOPS, LINES, ODD)


class Choices:
    """Bytes as choices, one or two a time; where they end, the first of everything is chosen."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def __bool__(self) -> bool:
        return self._at < len(self._data)

    def number(self, below: int) -> int:
        """Return 0 to ``below`` - 1."""
        if self._at >= len(self._data):
            return 0
        value = self._data[self._at]
        self._at += 1
        if below > 256 and self._at < len(self._data):
            value = value * 256 + self._data[self._at]
            self._at += 1
        return value % below

    def of(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[self.number(len(items))]

    def rest(self) -> bytes:
        """Return the bytes not used yet."""
        return self._data[self._at :]


def text_of(data: bytes) -> str:
    """Return the text that bytes stand for: themselves as UTF-8 (a quarter of the time), or words they choose."""
    choices = Choices(data)
    if choices.number(4) == 0:
        return choices.rest().decode("utf-8", "replace")
    parts: list[str] = []
    while choices:
        parts.append(choices.of(choices.of(_KINDS)))
        parts.append(choices.of(GLUE))
    return "".join(parts)
