"""What spaCy's French tokenizer is taught: where an elided word ends before a mark, and titles with a full stop."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from spacy.language import Language
from spacy.symbols import ORTH

_MARK_AFTER_ELISION: Final = r"(?<=\w['’])[\"«“„‘+]"
_ELIDED: Final = "c d j l m n s t qu jusqu lorsqu puisqu quoiqu".split()
# As *M.* and *Dr.*, which it knows.
_TITLES: Final = "Pr. Pre. Prof. Dre. Me. Mes. Mgr. Rév. Hon. Gén.".split()


def split_marks(nlp: Language) -> None:
    """Let the tokenizer part an elided word from the quotation mark after it (*qu'"un*, *d’«inflammable»*).

    spaCy's French rules leave the two, and the first quoted word, in one token that no rule or tagger knows. The full
    stop of a title (*le Pr. Ndao*) they part from it, which would end the sentence.
    """
    tokenizer: Any = nlp.tokenizer
    if getattr(tokenizer, "infix_finditer", None) is None:
        return  # a tokenizer of somebody's own
    pattern = tokenizer.infix_finditer.__self__.pattern
    if _MARK_AFTER_ELISION not in pattern:
        tokenizer.infix_finditer = re.compile(f"{pattern}|{_MARK_AFTER_ELISION}").finditer
    for word in _ELIDED:
        for form in (word, word.capitalize()):
            for apostrophe in "'’":
                tokenizer.add_special_case(form + apostrophe, [{ORTH: form + apostrophe}])
    for title in _TITLES:
        tokenizer.add_special_case(title, [{ORTH: title}])


def make_split_marks() -> Callable[[Language], Language]:
    """Return what does the same as :func:`split_marks` in a config: ``@callbacks = "claimx.split_marks.v1"``."""

    def after_creation(nlp: Language) -> Language:
        split_marks(nlp)
        return nlp

    return after_creation
