"""A name beside words, no verb: *Le juge : « … »*, *Jack Ross : mon ambition est …*, *« … » : une rescapée témoigne*.

Interviews, headlines and street polls write so; *« … », Anne Roux, retraitée* is a quotation with its signature.

No word says that somebody speaks, so the name must be somebody: a person, an organization, or a full name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from claimx.lexicon.function_words import COORDINATING
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import View, past_hour, region_token_range

_LONGEST = 14
_REACH = 4000
"""Tokens behind a surname in which the full name is looked for."""
_BEFORE = COORDINATING | {"-", "–", "—"}
_BEFORE_NAMES = frozenset({":", ",", "–", "—", "-", "("})
_HEADING = frozenset({".", ",", "-", "–", "—", ">", "|", "•", ")"})
"""What stands between the name of who speaks and the words, where no colon does."""
_LONGEST_SIGNED = 400
"""Characters of a paragraph that is a quotation and its signature."""
_PRONOUNS = frozenset({"lui", "elle", "eux", "elles"})
_HONORIFICS = frozenset({"me", "mme", "m.", "dr", "pr", "maître", "mgr", "mlle"})
_CLAUSE = 4
_FULL = 2
_FIRST_PERSON = frozenset("je j' nous mon ma mes notre nos".split())


def _end(paragraph: tuple[int, int, str]) -> int:
    return paragraph[1]


class ColonFinder:
    """Finds contents that follow a name and a colon."""

    def __init__(
        self,
        view: View,
        shaper: Shaper,
        openings: Mapping[int, Region],
        paragraphs: Sequence[tuple[int, int, str]],
        sources: SourceFinder,
        reported: AbstractSet[int] = frozenset(),
    ) -> None:
        self.reported = reported
        """First tokens of reporting clauses: *Paul Roy (PS) : il refuse, a dit le député*."""
        self.view, self.shaper, self.openings, self.paragraphs = view, shaper, openings, paragraphs
        self.sources = sources

    def candidates(self) -> list[Candidate]:
        """Return one candidate for each name and colon at the head of a sentence with somebody's words after it."""
        view, found = self.view, []
        for first, end in view.sentences:
            while first < end and (view.space[first] or view.lower[first] in _BEFORE):
                first += 1
            if first < end:
                first = past_hour(view, first, end)
            colon = next((i for i in range(first, min(first + _LONGEST, end)) if view.lower[i] == ":"), -1)
            first = self._past_adverbial(first, colon)
            if colon <= first or view.region[first] is not None or not self._named(first, colon):
                continue
            following = colon + 1
            while following < end and view.space[following]:
                following += 1
            if (item := self._content(first, colon, following, end)) is not None:
                found.append(item)
        found += [item for start, end, kind in self.paragraphs if (item := self._signed(start, end, kind))]
        return found + [item for start, end, kind in self.paragraphs if (item := self._headed(start, end, kind))]

    def _past_adverbial(self, first: int, colon: int) -> int:
        """*Interrogé mardi, le ministre : « … »*, *Sur X, le maire : « … »*: past the comma before the name."""
        view = self.view
        if colon <= first or not (view.pos[first] == "ADP" or view.is_participle(first)):
            return first
        comma = next((i for i in range(colon - 1, first, -1) if view.lower[i] == ","), -1)
        return first if comma < 0 or view.pos[comma + 1] not in ("DET", "PROPN") else comma + 1

    def _signed(self, start: int, end: int, kind: str) -> Candidate | None:
        """*« … » : une rescapée témoigne*, *« … », Anne Roux, retraitée*: a paragraph of words and whose they are."""
        view = self.view
        if end - start > _LONGEST_SIGNED or kind == "furniture":
            return None
        first, limit = view.token_at(start), view.token_at(end - 1) + 1
        first = past_hour(view, first, limit)
        region = self.openings.get(first)
        if region is None or region.continued is not None or region.outer_end >= end:
            return None
        close = region_token_range(view, region)[1]
        following = close
        while following < limit and (view.space[following] or view.lower[following] in _BEFORE_NAMES):
            following += 1
        if following >= limit or not self.sources.begins(following):
            return None
        colon = ":" in view.lower[close:following]
        name = self._without_comma(*self.sources.noun_phrase(following, limit))
        who = classify_source(view, view.slice(*name))
        full = sum(view.words[i][:1].isupper() for i in range(*name)) >= _FULL
        if colon and not (who in ("person", "people", "organization") or who == "proper" and full):
            return None
        if not colon and not (full and who in ("proper", "person") and view.words[following][:1].isupper()):
            return None
        if not colon and (view.has_finite(following, limit) or limit - following > _LONGEST or close - first < _CLAUSE):
            return None
        features: dict[str, float | str] = {
            "frame": "heading" if kind == "heading" else "bare",
            "as": "quotation_before_colon",
            "core": float(region.outer_start),
        }
        rule = "quotation_before_colon" if colon else "signed_quotation"
        segments = self.shaper.region_segments(region)
        return Candidate("direct", segments, rule, 0.6, source=view.slice(*name), features=features)

    def _headed(self, start: int, end: int, kind: str) -> Candidate | None:
        """*LUC FERRAND, entraîneur de Sedan. – « … »*: a paragraph of a name, what he is, and words to its end."""
        view = self.view
        if kind != "body":
            return None
        first, limit = view.token_at(start), view.token_at(end - 1) + 1
        near = range(first + 2, min(first + _LONGEST + 2, limit))
        opening = next((i for i in near if i in self.openings), -1)
        pause = view.before(opening, first) if opening > first else -1
        if pause <= first + 1 or view.lower[pause] not in _HEADING or not self._capitalized_name(first):
            return None
        region = self.openings[opening]
        close = region_token_range(view, region)[1]
        alone = all(view.space[i] or view.pos[i] == "PUNCT" for i in range(close, limit))
        sentences = view.text[region.end - 1] in ".!?…" and close - opening > _CLAUSE
        if not (alone and sentences) or view.has_finite(first, opening) or any(view.mark[first:opening]):
            return None
        source = view.slice(*self._without_comma(first, pause))
        segments = self.shaper.region_segments(region)
        features: dict[str, float | str] = {"frame": "colon", "as": "colon_speaker"}
        return Candidate("direct", segments, "named_line", 0.6, source=source, features=features)

    def _capitalized_name(self, first: int) -> bool:
        """*Luc Ferrand*, *LUC FERRAND*."""
        return all(word[:1].isupper() and len(word) > 1 for word in self.view.words[first : first + 2])

    def _without_comma(self, first: int, end: int) -> tuple[int, int]:
        lower = self.view.lower
        bracket = "(" in lower[first:end]
        while end > first + 1 and (lower[end - 1] in (",", ".") or lower[end - 1] == ")" and not bracket):
            end -= 1
        return first, end

    def _named(self, first: int, colon: int) -> bool:
        view = self.view
        if view.has_finite(first, colon) or any(view.mark[i] or "Inf" in view.tense[i] for i in range(first, colon)):
            return False
        if colon == first + 1 and (self._full_name(first) or self._stands_for(first, colon)):
            return True
        if view.lower[first] in _HONORIFICS and view.words[first + 1].istitle():
            return True
        if view.pos[first] in ("ADP", "SCONJ", "ADV", "VERB", "CCONJ"):
            return False
        kind = classify_source(view, view.slice(first, colon))
        return (
            kind in ("person", "organization")
            or kind == "proper"
            and (self._full_name(first) or self._described(first, colon))
        )

    def _stands_for(self, first: int, colon: int) -> bool:
        """*Le juge : « … » Lui : « … »*: a pronoun before words in marks."""
        opening = colon + 1
        while opening + 1 < len(self.view.lower) and self.view.space[opening]:
            opening += 1
        return self.view.lower[first] in _PRONOUNS and opening in self.openings

    def _described(self, first: int, colon: int) -> bool:
        """*Karine, mère de deux enfants*, *Malik, 34 ans*: a first name with what the person is."""
        view = self.view
        comma = first + 1
        if comma + 1 >= colon or view.lower[comma] != "," or not view.words[first].istitle():
            return False
        return "ans" in view.lower[comma:colon] or classify_source(view, view.slice(comma + 1, colon)) == "person"

    def _full_name(self, first: int) -> bool:
        """*Jack Ross*, or the surname of somebody whose first name stands elsewhere before it."""
        view = self.view
        if view.words[first].istitle() and view.pos[first] == "PROPN" and view.words[first + 1].istitle():
            return True
        surname = view.words[first]
        elsewhere = view.words[first + 1 : first + _REACH]
        return surname in elsewhere and any(
            word == surname and view.pos[i - 1] == "PROPN" and view.words[i - 1].istitle()
            for i, word in enumerate(elsewhere, first + 1)
        )

    def _end_of_name(self, first: int, colon: int) -> int:
        """*Le maire, sur X :*, *Le préfet au micro de France Bleu :*: where the name ends."""
        view = self.view
        for index in range(first + 1, colon):
            spoken = view.lower[index] in ("sur", "au", "à", "dans", "devant", "lors") and (
                view.lower[index - 1] == "," or view.lower[index + 1] in ("micro", "sujet", "propos", "téléphone")
            )
            if spoken:
                return index
        return colon

    def _content(self, first: int, colon: int, following: int, end: int) -> Candidate | None:
        view = self.view
        if any(index in self.sources.verbs for index in range(first + 1, colon)):
            return None  # *Le président du club lance : « … »*: a verb of speech, whatever its tag
        source = view.slice(*self._without_comma(first, self._end_of_name(first, colon)))
        region = self.openings.get(following)
        if region is not None:
            close = region_token_range(view, region)[1]
            rest = [
                i for i in range(close, min(end, len(view.lower))) if not view.is_break(i) and view.pos[i] != "PUNCT"
            ]
            if rest or region.end - region.start < 4:
                return None
            segments = self.shaper.region_segments(region)
            return Candidate("direct", segments, "colon_speaker", 0.6, source=source, features={"frame": "colon"})
        start, stop, _ = self.paragraphs[bisect_left(self.paragraphs, view.start[first], key=_end)]
        opens = view.text[start : view.start[first]].strip(" -–—\u00a0\n\r") == ""
        low, high = view.bounds(following) if following < end else (0, 0)
        if not opens or stop > view.end[end - 1] + 2 or not view.has_finite(following, high):
            return None
        if classify_source(view, source) != "proper" and not any(
            view.lower[i] in _FIRST_PERSON for i in range(following, high)
        ):
            return None
        shaped = self.shaper.shape(following, high, view.region[first])
        if shaped is None or low > following or not self.reported.isdisjoint(range(following, high)):
            return None
        return Candidate(*shaped, "colon_headline", 0.5, source=source, features={"frame": "colon"})
