"""Sources that join several sayers: *X et Y; A, B et C; les élus et habitants*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from claimx.lexicon.function_words import OF, THOSE
from claimx.stages.speakers.nouns import NAMED_KINDS
from claimx.stages.speakers.subjects import Subjects
from claimx.stages.speakers.words import DETERMINERS, bare, singular

_PLURAL = frozenset({"les", "des", "plusieurs", "certains", "certaines", "quelques"})
_ALL = frozenset({"les", "des", "ses", "leurs", "deux", "trois", "plusieurs", "aux"})
_BRACKETS = re.compile(r"\([^()]*\)")
_SHORTEST = 5
"""Tokens of a plural noun and two names."""
_MEMBER = 9
"""Tokens a member of a list may have."""


class Coordination(Subjects):
    """Rules that tell how many sayers a source joins, and where each begins and ends."""

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """Cut a source into its coordinated parts; a single part if it is no coordination of sayers."""
        view = self.view
        first, last = view.tokens(start, end)
        first = self._past_kind(first, last)
        start = view.start[first]
        listed = self._people_listed(first, last) or self._listed(first, last)
        if listed is not None:
            return listed
        cuts: list[int] = []
        depth = 0
        for index in range(first + 1, last - 1):
            word = view.lower[index]
            depth += (word == "(") - (word == ")")
            if depth or word not in ("et", "ou", "ainsi"):
                continue
            if word == "ou" and not self._alternative(first, index, last) or self._within_name(index):
                continue
            following = view.lower[index + 1]
            left = view.lower[first]
            article = (
                following in DETERMINERS
                and following not in ("des", "du", "aux", "au")
                or following in THOSE
                or following == "des"
                and left == "des"
            )
            title = self.knowledge.title(view.words[index + 1]) is not None and any(
                word[:1].isupper() for word in view.words[index + 2 : index + 4]
            )
            name = view.words[index + 1][:1].isupper() and view.words[first][:1].isupper() and left not in DETERMINERS
            plain = left not in DETERMINERS and view.pos[first] == "NOUN" and view.pos[index + 1] == "NOUN"
            named = self._names_on_both_sides(first, index, last)
            right = self.registry.names_in(view.start[index + 1], view.end[last - 1])
            opening = self.registry.names_in(view.start[first], view.end[index - 1])[:1]
            opened = bool(opening) and opening[0].person and opening[0].outer_start == view.start[first]
            if (
                "," in view.words[first:index]
                and not any(name.person for name in right)
                and (opened or view.pos[first] != "NOUN")
            ):
                continue
            body = view.words[index + 1][:1].isupper() and index - first <= 2 and left in DETERMINERS
            shared = left in _PLURAL and self._sayers(first + 1, index, last)  # *les élus et habitants*
            if article or title or name or plain or named or body or shared:
                cuts.append(index)
        if not cuts:
            return [(start, end)]
        parts: list[tuple[int, int]] = []
        begin = first
        for cut in cuts:
            parts.append((view.start[begin], view.end[cut - 1]))
            begin = cut + 1
        parts.append((view.start[begin], view.end[last - 1]))
        head_start, head_end = parts[0]
        if view.lower[first] not in DETERMINERS and "," in view.text[head_start:head_end] and view.pos[first] == "NOUN":
            commas = [m.start() for m in re.finditer(r",\s*", view.text[head_start:head_end])]
            pieces, left_end = [], head_start
            for comma in commas:
                pieces.append((left_end, head_start + comma))
                left_end = head_start + comma + 1
            pieces.append((left_end + 1, head_end))
            parts = [*pieces, *parts[1:]]
        return [(a, b) for a, b in parts if a < b]

    def _within_name(self, index: int) -> bool:
        """Whether a conjunction is part of a body's name (*Rives et Forêts*)."""
        return self.registry.name_over(self.view.start[index]) is not None

    def _sayers(self, left: int, index: int, last: int) -> bool:
        """Whether two nouns in the plural, the second without an article, are of people or bodies."""
        view = self.view
        right = index + 1
        if right >= last or view.pos[left] != "NOUN" or view.pos[right] != "NOUN":
            return False
        kinds = [self.knowledge.noun(view.lower[noun]) for noun in (left, right)]
        return view.lower[right].endswith(("s", "x")) and all(kind and kind[0] != "document" for kind in kinds)

    def _alternative(self, first: int, index: int, last: int) -> bool:
        """Whether *ou* joins sayers (*élus ou habitants, X ou Y*), not two names of one (*le maire ou bourgmestre*)."""
        left = first + (self.view.lower[first] in _PLURAL)
        return self._sayers(left, index, last) or self._names_on_both_sides(first, index, last)

    def _past_kind(self, first: int, last: int) -> int:
        """Where the names begin behind what all of them are: *les syndicats CGT, FO et Sud*."""
        view = self.view
        if first + 3 >= last or view.lower[first] not in ("les", "des", "aux") or "et" not in view.lower[first:last]:
            return first
        index = first + 1
        while index < last and view.words[index].islower() and view.pos[index] in ("NOUN", "ADJ"):
            index += 1
        kind = singular(view.lower[first + 1]) in NAMED_KINDS or singular(view.lower[first + 1]) == "groupe"
        names = self.registry.names_in(view.start[index], view.end[last - 1]) if kind and index < last else []
        return index if len(names) > 1 and names[0].start == view.start[index] else first

    def _listed(self, first: int, last: int) -> list[tuple[int, int]] | None:
        """The members of *A, B et C* if all are people by name, all other names, or all nouns of sayers."""
        view = self.view
        joint = next((i for i in range(last - 2, first, -1) if view.lower[i] == "et"), -1)
        commas = [i for i in range(first + 1, joint) if view.words[i] == ","]
        if joint < 0 or not commas or "(" in view.words[first:last]:
            return None
        bounds = [first - 1, *commas, joint, last]
        pieces = list(pairwise(bounds))
        kinds = {self._member_kind(left + 1, right) for left, right in pieces}
        # *la Maison Blanche, le Pentagone et l'armée*
        mixed = kinds == {"name", "noun"} and view.words[joint - 1] != ","
        if len(kinds) > 1 and not mixed or None in kinds:
            return None
        return [(view.start[left + 1], view.end[right - 1]) for left, right in pieces]

    def _people_listed(self, first: int, last: int) -> list[tuple[int, int]] | None:
        """The people named behind what all of them are.

        *Les chercheurs A, B et C; les maires de X et de Y, A et B; les sénateurs A (LR) et B (PS)*.
        """
        view = self.view
        if view.lower[first] not in _ALL or last - first < _SHORTEST:
            return None
        end = view.end[last - 1]
        names = [n for n in self.registry.names_in(view.start[first], end) if n.person]
        while len(names) > 1:
            spans = [(name.title_start, name.end) for name in names]
            stops = [*(start for start, _ in spans[1:]), end]
            between = [_BRACKETS.sub("", view.text[e:n]).strip() for (_, e), n in zip(spans, stops, strict=True)]
            lead = view.token(spans[0][0]) - 1
            opens = view.words[lead] == "," or view.words[lead].islower() and view.pos[lead] in ("NOUN", "ADJ")
            if opens and set(between[:-1]) <= {",", "et", ", et"} and "et" in between[-2] and between[-1] in ("", ","):
                return spans
            names = names[1:]
        return None

    def _member_kind(self, first: int, last: int) -> str | None:
        """What a member of a list is called by: ``person``, ``name``, ``noun``; None if it is no sayer."""
        view = self.view
        if not first < last <= first + _MEMBER:
            return None
        names = self.registry.names_in(view.start[first], view.end[last - 1])
        if names and names[0].person:
            whole = names[0].outer_start <= view.start[first] + 1 and names[0].end >= view.end[last - 1]
            return "person" if whole else None
        noun = first + (view.lower[first] in DETERMINERS)
        if names and view.token(names[0].start) == noun:
            return "name" if names[0].end >= view.end[last - 1] else None
        known = self.knowledge.noun(view.lower[noun]) if noun < last else None
        return "noun" if known is not None and known[0] != "document" and noun > first else None

    def _names_on_both_sides(self, first: int, index: int, last: int) -> bool:
        left = self.registry.names_in(self.view.start[first], self.view.end[index - 1])
        right = self.registry.names_in(self.view.start[index + 1], self.view.end[last - 1])
        following = self.view.lower[index + 1]
        opened = (
            following in DETERMINERS
            or self.view.words[index + 1][:1].isupper()
            or self.knowledge.title(self.view.words[index + 1]) is not None
        )
        if not left or not right or not opened or following in OF:
            return False
        return left[0].person and right[0].person and left[0].start == self.view.start[first]

    def _share_surname(self, parts: Sequence[tuple[int, int]]) -> None:
        """Give *Anne* the surname in *Anne et Luc Morel*."""
        groups = [self.registry.names_in(a, b) for a, b in parts]
        if any(len(group) != 1 for group in groups) or len(groups[-1][0].words) < 2:
            return
        surname = groups[-1][0].words[1:]
        for (left,) in groups[:-1]:
            entity = self.registry.entity_of[left.start]
            if (
                len(left.words) == 1
                and len(entity.keys) == 1
                and left.known is None
                and not left.article
                and not left.titled
            ):
                entity.name = " ".join((*left.words, *surname))
                entity.kind = "person"
                entity.keys = tuple(bare(word) for word in entity.name.split())
