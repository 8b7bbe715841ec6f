"""What single clauses assert by the rules: which rule reads them, which side they take, what they are about."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from claim_sentences import structured

from claimx.stages.claims.assertions import assertions_of
from claimx.stages.claims.clauses import clauses_of
from claimx.stages.claims.core import trend_of
from claimx.stages.claims.polarity import waits
from claimx.stages.claims.tokens import Tok, View
from claimx.stages.claims.verbs import mark_verbs

if TYPE_CHECKING:
    from spacy.language import Language

    from claimx.stages.claims.core import Assertion

STAGES = ["claimx_quotations", "claimx_speakers", "claimx_claims"]


def tokens_of(nlp: Language, text: str) -> list[Tok]:
    with nlp.select_pipes(disable=STAGES):
        return View(nlp(text)).between(0, len(text))


def assertions(nlp: Language, text: str) -> list[Assertion]:
    return assertions_of(tokens_of(nlp, text))


def words(assertion: Assertion) -> str:
    return " ".join(tok.text for tok in assertion.issue).replace("' ", "'")


@pytest.mark.parametrize(
    ("text", "rule", "sign", "issue"),
    [
        # *reste, demande* have the verb's lemma although nouns look the same.
        ("La récolte reste bonne", "evaluation", 1, "La récolte"),
        ("Le barrage reste dangereux", "evaluation", -1, "Le barrage"),
        ("Moscou réclame une trêve", "position", 1, "une trêve"),
        # What stands apart before *c'est* is what the clause is about …
        ("Ce verger, c'est une merveille", "dislocated", 1, "Ce verger"),
        ("Un village sans école, c'est un désastre", "dislocated", -1, "Un village"),
        # … unless it only says what the rest is.
        ("Le pire, c'est le bruit des pompes", "dislocated", -1, "le bruit des pompes"),
        ("La priorité, c'est le logement", "dislocated", 1, "le logement"),
        ("Ce qui me choque, c'est la digue", "dislocated", -1, "la digue"),
        # Without a phrase before it the attribute stays.
        ("C'est une merveille", "presentative", 1, "une merveille"),
        ("Hier, c'était une fête", "presentative", 1, "une fête"),
        # What had to be done is not demanded any more.
        ("La mairie doit fermer le gymnase", "necessity", 1, "fermer le gymnase"),
        ("Il faut fermer le gymnase", "necessity", 1, "fermer le gymnase"),
        ("Il n'y a que des amateurs dans ce club", "existence", 1, "des amateurs dans ce club"),
        ("Il n'y a pas de solution", "existence", -1, "solution"),
        ("n'avoir signé aucun contrat", "infinitive", -1, "avoir signé aucun contrat"),
        ("avoir signé un contrat", "infinitive", 1, "avoir signé un contrat"),
        ("attendre son salaire depuis deux mois", "infinitive", -1, "attendre son salaire"),
        ("attendre la décision du juge", "infinitive", 1, "attendre la décision du juge"),
        ("Nous attendons toujours un médecin", "position", -1, "un médecin"),
        ("Nous attendons un geste du ministère", "position", 1, "un geste du ministère"),
    ],
)
def test_a_clause_is_read(nlp: Language, text: str, rule: str, sign: int, issue: str) -> None:
    (found,) = assertions(nlp, text)
    assert (found.rule, found.sign, words(found)) == (rule, sign, issue)


@pytest.mark.parametrize("text", ["Elle a dû vendre son atelier", "Il a fallu vendre l'atelier"])
def test_what_had_to_be_done_is_no_demand(nlp: Language, text: str) -> None:
    assert [item.act for item in assertions(nlp, text)] == ["state"]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Mes amis, qui peut garder la boutique ?", "garder"),
        ("Qui paiera la note ?", "payer"),
        ("Pourquoi le préfet a-t-il signé ?", "signer"),
        ("S'il le faut, nous camperons devant la préfecture", "camper"),
    ],
)
def test_the_main_verb_is_found(nlp: Language, text: str, verb: str) -> None:
    clauses = [item.clause.verb for item in assertions(nlp, text)]
    assert [clause.lemma for clause in clauses if clause is not None] == [verb]


def test_a_relative_clause_of_no_question_has_no_main_verb(nlp: Language) -> None:
    (found,) = assertions(nlp, "un homme qui garde la boutique")
    assert found.clause.verb is None


def test_nouns_joined_before_a_second_clause_stay_together(nlp: Language) -> None:
    first, second = assertions(nlp, "Il y a ici des vaches et du blé, tout le village le sait")
    assert words(first) == "des vaches et du blé"
    assert words(second) == "tout le village"


@pytest.mark.parametrize(
    ("text", "trend"),
    [
        ("Les fraudes progressent", -1),
        ("Le chômage recule", 1),
        ("Les exportations progressent", 1),
        ("Les ventes ont fondu", -1),
        ("Les loyers grimpent", -1),
        ("Les tarifs baissent", 1),
        ("Le recul des haies s'accélère", -1),
        ("Les œufs ont perdu 12 % cette année", -1),
        ("La recette a gagné 12 % cette année", 1),
        ("Le maire a augmenté les tarifs", 0),
        ("Le voleur a pris la caisse", 0),
    ],
)
def test_more_or_less_of_a_thing_is_news_of_a_side(nlp: Language, text: str, trend: int) -> None:
    (found,) = assertions(nlp, text)
    assert trend_of(found.clause) == trend


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Nous attendons depuis l'hiver", True),
        ("attendre trois mois de loyer", True),
        ("J'attends encore ma carte", True),
        ("J'attends ma carte", False),
        ("Nous attendons trois invités", False),
        ("La salle d'attente est pleine depuis midi", False),
    ],
)
def test_who_is_kept_waiting_complains(nlp: Language, text: str, kept: bool) -> None:
    assert waits(tokens_of(nlp, text)) is kept


@pytest.mark.parametrize(
    ("marked", "polarity"),
    [
        ("« <q>Aucun départ n'est prévu</q> », <c>assure</c> <s>la voisine</s>.", "negative"),
        ("<s>La voisine</s> <c>demande</c> <q>de ne pas couper le tilleul</q>.", "negative"),
        ("<s>La voisine</s> <c>demande</c> <q>de couper le tilleul</q>.", "positive"),
        ("<s>La voisine</s> <c>dit</c> <q>attendre son passeport depuis six mois</q>.", "negative"),
    ],
)
def test_the_clause_decides_the_side(nlp: Language, marked: str, polarity: str) -> None:
    assert [claim.polarity for claim in structured(nlp, marked)[1]] == [polarity]


@pytest.mark.parametrize(
    ("text", "verb", "lemma"),
    [
        # What the tagger takes for infinitive, noun, adjective, participle …
        ("On ne négocie pas avec un incendie", "négocie", "négocier"),
        ("Je le faisais déjà gratuitement", "faisais", "faire"),
        ("On la dessine chaque année", "dessine", "dessiner"),
        ("Je ne voterai pas ce budget", "voterai", "voter"),
        ("Laissez-moi travailler", "Laissez", "laisser"),
        ("Soyons réalistes", "Soyons", "être"),
        ("Si Morel s'entête, tant pis", "entête", "entêter"),
    ],
)
def test_a_pronoun_announces_a_verb(nlp: Language, text: str, verb: str, lemma: str) -> None:
    found = next(tok for tok in mark_verbs(tokens_of(nlp, text)) if tok.text == verb)
    assert (found.form, found.lemma) == ("fin", lemma)


@pytest.mark.parametrize(
    "text",
    [
        "Elle, ministre de la Culture, viendra",
        "C'est pour elle une fête",
        "À qui la faute",
        "N'ayant plus rien, il part",
    ],
)
def test_nouns_beside_pronouns_stay_nouns(nlp: Language, text: str) -> None:
    tokens = tokens_of(nlp, text)
    assert all(old is new for old, new in zip(tokens, mark_verbs(tokens), strict=True) if new.lower != "part")


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Qu'il vienne ici", "vienne"),
        ("pourquoi la gare avait fermé", "fermé"),
        ("si le bus passerait aussi le mercredi", "passerait"),
        ("parce que les salariés ont peur", "ont"),
    ],
)
def test_a_clause_that_is_all_there_is_has_a_main_verb(nlp: Language, text: str, verb: str) -> None:
    (clause,) = clauses_of(tokens_of(nlp, text))
    assert clause.verb is not None
    assert clause.tokens[clause.verb.main].text == verb


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("une réunion sur les horaires et les salaires", 1),
        ("l'ouverture de négociations sur les effectifs, les salaires et les horaires", 1),
        ("une enquête sur la police et une aide pour les victimes", 2),
        ("la libération des otages et un cessez-le-feu", 2),
    ],
)
def test_a_row_belongs_in_the_complement_it_goes_on(nlp: Language, text: str, count: int) -> None:
    assert len(assertions(nlp, text)) == count


def test_a_deed_is_what_somebody_is_suspected_of(nlp: Language) -> None:
    (found,) = assertions(nlp, "Les trois hommes sont soupçonnés d'avoir transporté des armes")
    assert (found.rule, found.act, found.sign) == ("suspected", "accuse", -1)
    assert words(found).endswith("transporté des armes")
