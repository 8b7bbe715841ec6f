"""The cue lexicon: every entry is usable, finds its inflected forms, and knows what counts."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from claimx.lexicon import cues as cues_module
from claimx.lexicon.cues import ACTS, FRAMES, TYPES, load_cues
from claimx.lexicon.errors import LexiconError

TRAIN = Path(__file__).resolve().parents[2] / "shared" / "train"


def test_every_reading_has_known_frames_type_and_act() -> None:
    cues = load_cues()
    assert len(cues.verbs) >= 750
    for entry in (*cues.verbs.values(), *cues.nouns.values()):
        assert entry.frames, entry.lemma
        assert entry.frames <= FRAMES, entry.lemma
        assert entry.quoted | entry.figures | set(entry.acts) | set(entry.polarities) <= entry.frames, entry.lemma
        assert entry.type in TYPES
        assert {entry.act, *entry.acts.values()} <= ACTS
        assert bool(entry.links) == ("obj_attr" in entry.frames), entry.lemma


def test_every_verb_has_its_forms() -> None:
    cues = load_cues()
    for key, verb in cues.verbs.items():
        index = cues.frozen_forms if verb.words else cues.forms
        forms = [form for form, keys in index.items() if key in keys]
        assert len(forms) >= 25, key
        assert verb.head in forms
        assert cues.form_tags[verb.head] >= {"inf"}


@pytest.mark.parametrize(
    ("form", "reading"),
    [
        ("déclara", "déclarer"),
        ("annonçait", "annoncer"),
        ("reconnaîtra", "reconnaître"),
        ("reconnait", "reconnaître"),
        ("préviendrait", "prévenir"),
        ("rappelle", "rappeler"),
        ("martèle", "marteler"),
        ("répète", "répéter"),
        ("soutint", "soutenir"),
        ("craignaient", "craindre"),
        ("émue", "s'émouvoir"),
        ("exclu", "exclure"),
        ("prédisez", "prédire"),
        ("interdites", "interdire"),
        ("suggéra", "suggérer"),
        ("félicitées", "se féliciter"),
        ("enjoignent", "enjoindre"),
        ("promettant", "promettre"),
        ("tweetera", "tweeter"),
    ],
)
def test_inflected_forms_lead_to_their_reading(form: str, reading: str) -> None:
    assert reading in load_cues().forms[form]


def test_frozen_readings_are_found_by_their_first_word_only_where_asked() -> None:
    cues = load_cues()
    assert "faire savoir" in cues.frozen_forms["fait"]
    assert "fait" not in cues.forms
    assert cues.verbs["tirer la sonnette d'alarme"].words == ("la", "sonnette", "d'", "alarme")
    assert "appeler de leurs voeux" in cues.frozen_forms["appellent"]
    assert cues.verbs["appeler de leurs voeux"].lemma == "appeler de ses vœux"
    assert cues.verbs["s'en prendre"].clitics == "s'en"
    assert cues.verbs["s'en prendre"].head == "prendre"
    assert cues.verbs["se dire"].reflexive


def test_tags_say_whether_a_form_can_be_finite() -> None:
    cues = load_cues()
    assert cues.form_tags["annoncé"] == {"part_past"}
    assert cues.form_tags["ajoutant"] == {"part_pres"}
    assert cues.form_tags["dit"] == {"ind", "part_past"}
    assert cues.form_tags["serait"] == {"cond"}
    assert cues.can_be_finite("Dit")
    assert not cues.can_be_finite("ajoutant")


def test_what_counts_follows_the_guidelines() -> None:
    verbs = load_cues().verbs
    assert verbs["condamner"].counts("np")
    assert verbs["accuser"].counts("obj_inf_de")
    assert verbs["se dire"].counts("attr")
    assert not verbs["vouloir"].counts("inf")
    assert verbs["vouloir"].counts("que")
    assert verbs["vouloir"].counts("inf", quoted=True)
    assert not verbs["savoir"].counts("que")
    assert not verbs["sourire"].counts("direct")
    assert verbs["sourire"].counts("direct", quoted=True)
    assert verbs["prévoir"].counts("np", figure=True)
    assert not verbs["prévoir"].counts("np")
    assert not verbs["évoquer"].counts("np")
    assert not verbs["dire"].counts("np_contre")


def test_acts_and_polarities_vary_by_frame() -> None:
    verbs = load_cues().verbs
    assert verbs["demander"].act_of("si") == "ask"
    assert verbs["demander"].act_of("que") == "demand"
    assert verbs["se prononcer"].polarity_of("np_contre") == "negative"
    assert verbs["se prononcer"].polarity_of("np_pour") == "positive"
    assert verbs["qualifier"].links == {"de"}
    assert "" in verbs["juger"].links


def test_nouns_and_prepositions() -> None:
    cues = load_cues()
    assert cues.noun_forms["accusations"] == "accusation"
    assert cues.noun_forms["mises en garde"] == "mise en garde"
    assert cues.noun_forms["propos"] == "propos"
    assert "lancer" in cues.nouns["appel"].supports
    assert cues.prepositions["selon"][0].condition is None
    assert cues.prepositions["pour"][0].condition == "person"
    assert {entry.position for entry in cues.prepositions["dixit"]} == {"before", "after"}


def test_unknown_frame_names_file_line_and_what_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = [("cue_verbs.tsv:7", ["dire", "direkt", "speech", "state", ""])]
    monkeypatch.setattr(cues_module, "rows", lambda _name, _width: iter(bad))
    with pytest.raises(LexiconError, match=r"cue_verbs\.tsv:7: unknown frame 'direkt'; allowed: .*direct"):
        load_cues.__wrapped__()


def test_loads_once() -> None:
    assert load_cues() is load_cues()


def test_nearly_every_cue_of_the_training_gold_is_known() -> None:
    if not TRAIN.is_dir():
        pytest.skip("the training gold (../shared/train) belongs to third parties and is not here")
    cues = load_cues()
    missed, total = [], 0
    for path in sorted(TRAIN.glob("*.yaml")):
        for relation in yaml.safe_load(path.read_text(encoding="utf-8")).get("quotations") or ():
            cue = relation.get("cue")
            if not cue:
                continue
            total += 1
            text = cue.partition("#")[0].lower().replace("’", "'")
            words = text.replace("'", " ").replace("-", " ").split()
            known = text in cues.prepositions or any(
                word in cues.forms or word in cues.noun_forms or word in cues.frozen_forms for word in words
            )
            if not known:
                missed.append(cue)
    assert total > 600
    assert len(missed) / total < 0.02, missed
