"""Which words of a sentence stand in its main clause, which in subordinate and relative clauses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from claimx.lexicon.function_words import COMPOUND_RELATIVES, CONTRACTED_RELATIVES, NOT, QUE, RELATIVES
from claimx.stages.claims.tokens import SUBJECT_PRONOUNS, Tok

_RELATIVES: Final = (RELATIVES | COMPOUND_RELATIVES | CONTRACTED_RELATIVES) - QUE
_SUBORDINATORS: Final = frozenset(
    "que qu' lorsque lorsqu' quand puisque puisqu' parce car tandis alors si s' comme quoique afin dès"
    " pourquoi comment combien".split()
)
_OPENERS: Final = _RELATIVES | _SUBORDINATORS
_ASKING: Final = frozenset("qui où lequel laquelle lesquels lesquelles quand pourquoi comment combien que qu'".split())
"""Words that open a question as well as a subordinate clause."""
_DEEPEST: Final = 16
"""Clauses within each other that are told apart; what is deeper is lost punctuation."""


def depth_of(tokens: Sequence[Tok], *, question: bool = False, plain: Collection[int] = ()) -> list[int]:
    """Return for each token 0 in the main clause, 1 in a subordinate clause, 2 in a relative clause.

    In a ``question`` the word that asks opens no clause (*les gars, qui peut me prêter 200 euros*), nor do those at
    ``plain``.
    """
    deep: list[int] = []
    stack: list[list[int]] = []
    group_end = -1
    for index, tok in enumerate(tokens):
        previous = tokens[index - 1] if index else None
        if stack and tok.text in (",", ";", ":", ".", "?", "!", "…") and stack[-1][0]:
            stack.clear()
        if question and tok.form == "fin":
            question = False
        lower, form = tok.lower, tok.form
        asks = question and lower in _ASKING and (previous is None or previous.is_mark or previous.pos == "CCONJ")
        opener = 0
        if (lower in _OPENERS or form == "part") and not asks and index not in plain:
            opener = _opens(tokens, index) or 2 * _participial(tokens, index)
        question = question and not asks
        if opener:
            stack.append([int(form == "part"), opener])
        elif form == "fin" and stack and index > group_end:
            coordinated = previous is not None and any(
                item.lower in ("et", "ou", "ni", "mais") for item in tokens[max(0, index - 4) : index]
            )
            while stack and stack[-1][0] and not coordinated:
                stack.pop()
            if stack:
                stack[-1][0] = 1
        if form == "fin" and (tok.pos == "AUX" or tok.lemma in ("avoir", "être")):
            group_end = index
        deep.append(max([kind for _, kind in stack[-_DEEPEST:]]) if stack else 0)
    return deep


def _opens(tokens: Sequence[Tok], index: int) -> int:
    """Return 2 if a relative clause opens at a token, 1 if another subordinate clause does, else 0."""
    lower = tokens[index].lower
    if lower in _RELATIVES:
        return 2
    if lower not in _SUBORDINATORS or not _subordinates(tokens, index):
        return 0
    before = tokens[index - 1] if index else None
    return 2 if lower in ("que", "qu'") and before is not None and before.is_noun and before.lower != "fait" else 1


def _participial(tokens: Sequence[Tok], index: int) -> bool:
    """Whether a participle after a comma opens a clause of its own (*un message, remis en décembre, …*)."""
    return (
        tokens[index].form == "part"
        and index > 1
        and tokens[index].pos == "VERB"
        and tokens[index - 1].text == ","
        and any(tok.text == "," for tok in tokens[index + 1 :])
        and not any(tok.form == "fin" and tok.lemma in ("être", "avoir") for tok in tokens[:index])
    )


def _subordinates(tokens: Sequence[Tok], index: int) -> bool:
    tok = tokens[index]
    lower = tok.lower
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if lower == "s'":
        return following is not None and following.lower in ("il", "ils")
    if lower not in _SUBORDINATORS or tok.is_noun:
        return False
    if lower in ("que", "qu'"):
        before = tokens[index - 1] if index else None
        if (
            before is not None
            and before.lower in ("plus", "moins", "aussi", "autant", "mieux", "pire")
            or _restricts(tokens, index)
        ):
            return False
        if before is not None and before.lower in ("parce", "alors", "tandis", "afin", "dès"):
            return False
        return any(item.form == "fin" for item in tokens[index + 1 : index + 40])
    if lower in ("alors", "tandis", "afin", "dès"):
        return following is not None and following.lower in ("que", "qu'")
    if lower == "si":
        return following is None or following.pos not in ("ADJ", "ADV")
    if lower == "comme":
        return any(item.form == "fin" for item in tokens[index + 1 : index + 8])
    return True


def _restricts(tokens: Sequence[Tok], index: int) -> bool:
    """Whether *que* is that of *ne … que*: only."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or following.lower in SUBJECT_PRONOUNS:
        return False
    ne = any(item.lower in ("ne", "n'") for item in tokens[max(0, index - 4) : index])
    negator = any(item.lower in NOT for item in tokens[max(0, index - 4) : index])
    return ne and not negator and not any(item.form == "fin" for item in tokens[index + 1 : index + 6])
