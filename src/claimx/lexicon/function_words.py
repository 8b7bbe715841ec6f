"""Closed classes of French grammar that several stages ask for, in lower case; elided forms have their apostrophe."""

from __future__ import annotations

from typing import Final

DEFINITE_ARTICLES: Final = frozenset({"le", "la", "l'", "les"})
DEMONSTRATIVES: Final = frozenset({"ce", "cet", "cette", "ces"})
"""Demonstrative determiners."""
POSSESSIVES: Final = frozenset({"son", "sa", "ses", "leur", "leurs"})
"""Possessive determiners of the third person."""
OF: Final = frozenset({"de", "d'", "du", "des"})
"""*de*, bare and run together with an article."""

FIRST_PERSON: Final = frozenset({"je", "j'", "me", "m'", "nous"})
DATIVES: Final = frozenset({"me", "m'", "te", "t'", "nous", "vous", "lui", "leur"})
"""Clitics that say to whom."""
EMPHATIC: Final = frozenset({"lui", "elle", "eux", "elles"})
"""Pronouns of the third person that stand behind a preposition."""
OBJECTS: Final = frozenset({"le", "la", "l'", "les"})
"""Clitics that say whom or what, which the tagger takes for articles at times."""
THOSE: Final = frozenset({"celui", "celle", "ceux", "celles"})
"""Demonstrative pronouns that a relative clause or *de* explains."""

QUE: Final = frozenset({"que", "qu'"})
RELATIVES: Final = QUE | {"qui", "dont", "où"}
COMPOUND_RELATIVES: Final = frozenset({"lequel", "laquelle", "lesquels", "lesquelles"})
CONTRACTED_RELATIVES: Final = frozenset({"auquel", "auxquels", "auxquelles", "duquel", "desquels", "desquelles"})
COORDINATING: Final = frozenset({"et", "mais", "car", "or"})
"""Conjunctions that open a main clause."""

NE: Final = frozenset({"ne", "n'"})
NOT: Final = frozenset({"pas", "plus", "jamais", "rien"})
"""The second half of a negation."""

FUTURE_ENDINGS: Final = ("rai", "ras", "ra", "rons", "rez", "ront")
CONDITIONAL_ENDINGS: Final = ("rais", "rait", "rions", "riez", "raient")

SEVERAL_NOUNS: Final = frozenset(
    "dizaine douzaine quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine millier poignée "
    "plupart".split()
)
"""Singular nouns of quantity that mean several."""
