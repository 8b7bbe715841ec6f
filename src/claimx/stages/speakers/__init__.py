"""Speaker attribution: names in the document, clusters of them, and who each source is."""

from __future__ import annotations

from claimx.stages.speakers.component import SpeakerAttribution, make_speakers

__all__ = ["SpeakerAttribution", "make_speakers"]
