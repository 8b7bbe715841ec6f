"""The error of the lexicon."""


class LexiconError(ValueError):
    """Lexicon data that cannot be used; the message names the file, the line, the key and what is allowed."""
