"""Classes of French nouns that attribution tells apart: what speaks, what takes up, what is named."""

from __future__ import annotations

from typing import Final

from claimx.stages.speakers.words import stem

NAMED_AFTER: Final = frozenset(
    """institut fondation hôpital hopital université centre école lycée collège stade prix rue avenue place boulevard
    groupe cabinet clinique aéroport maison pont théâtre festival saint sainte san santa los las new tour parc port
    caisse fonds cour banque syndicat comité mouvement parti club ligue affaire procès dossier loi plan
    projet""".split()
)
"""Nouns that make one name with the person's name after them (*Institut Robert Koch*)."""

ORGANS: Final = frozenset(
    """autorité gouvernement police préfecture ministère service parquet agence institut organisme mairie municipalité
    conseil commission comité cour tribunal justice armée gendarmerie direction présidence chancellerie ambassade
    syndicat fédération association collectif parti groupe entreprise société institution administration région
    département métropole assemblée parlement sénat opposition majorité banque union ligue office observatoire
    université hôpital clinique musée festival rédaction journal quotidien radio chaîne marine patronat centrale
    fondation centre cabinet délégation coalition mouvement organisation équipe famille entourage camp état chambre
    accusation défense diplomatie régulateur gendarme secrétariat consortium compagnie opérateur constructeur
    secours protection club procureur pompier garde fisc ordre pôle rectorat commune ville forces pouvoir exécutif
    institut laboratoire réseau clan junte commandement état-major""".split()
)
"""Collective nouns that can speak: bodies, authorities, companies."""

DOCUMENTS: Final = frozenset(
    """lettre communiqué texte déclaration étude rapport sondage message livre réponse tweet ordonnance document
    documents chiffre chiffres enregistrement enregistrements note enquête baromètre comptage bilan publicité
    publicités banderole banderoles courrier courriel billet tribune pétition motion arrêté décret jugement arrêt
    classement définition analyse article interview entretien statistique statistiques donnée données estimation
    estimations prévision prévisions annonce mot vidéo résolution rapports lettres déclarations avis plainte mémo
    conclusions recommandations discours ouvrage post publication bulletin dépêche site compte page blog relevé relevés
    recensement mémoire constat projection décompte calendrier règlement fiche avertissement résumé synthèse
    version versions récit récits résultats travaux calculs vœu
    indicateur compte-rendu procès-verbal projections constatations""".split()
)
"""Nouns of what is written or published: the issuer speaks if it is named beside them."""
SELF_ISSUED: Final = frozenset(
    """communiqué tweet message post courriel mail mot discours billet enregistrement enregistrements publicité
    publicités vidéo dires propos déclaration déclarations publication""".split()
)
"""Documents that speak for whoever the text around them is about, where nobody is named as their issuer."""
RELAYED: Final = frozenset("information informations confrère confrères consœur consœurs".split())
"""What and whom a paper relies on: *selon les informations du Parisien, nos confrères de Ouest-France*."""
ANY_DOCUMENT: Final = frozenset({"document", "texte", "papier"})
"""Nouns that take up any document."""
NAMED_KINDS: Final = frozenset(
    """quotidien journal hebdomadaire mensuel magazine radio chaîne site agence média station plateforme société
    entreprise compagnie association collectif ong syndicat centrale fédération parti organisation cabinet institut
    fondation start-up réseau club laboratoire constructeur équipementier géant banque maison studio éditeur opérateur
    distributeur revue mouvement presse télévision portail blog enseigne marque institution confédération coopérative
    avionneur fabricant république royaume think-tank ligue""".split()
)
"""Kinds of organisations that stand before their name (*le quotidien Bild*)."""
WORDS: Final = frozenset(
    "mot mots phrase phrases formule constat avertissement message aveu cri propos question promesse verdict citation "
    "réplique conseil témoignage appel slogan analyse remarque confidence sentence déclaration alerte boutade".split()
)
"""What quoted words are called in the sentence behind them."""
REPLIES: Final = frozenset({"réponse", "proposition", "offre", "position", "demande", "riposte"})
"""Statements that belong to whoever made them: *la réponse américaine*."""
COUNTERPARTS: Final = frozenset({"homologue", "homologues", "alter", "pendant"})
"""Nouns for somebody of the same office elsewhere: *son homologue français*."""
CIRCLES: Final = frozenset(
    "entourage famille clan cabinet porte-parole maître petite-fille petit-fils ami amie".split()
)
"""Those around somebody, named by whom they are around: *son entourage*."""
BODY_CIRCLES: Final = frozenset(
    """porte-parole direction dirigeants dirigeant dirigeante gérant gérante avocat avocate président présidente patron
    patronne""".split()
)
"""Those who speak for a body, named by it: *sa direction, ses dirigeants*."""
LEADERSHIPS: Final = frozenset("direction dirigeants service".split())
"""Of what only bodies have, named by it even with an adjective: *son service juridique*."""
AGES: Final = frozenset(
    """vingtenaire trentenaire quadragénaire quinquagénaire sexagénaire septuagénaire octogénaire nonagénaire
    centenaire intéressé intéressée""".split()
)
"""Nouns that bring in nobody new."""
DECADES: Final[dict[str, int]] = {
    "vingtenaire": 2, "trentenaire": 3, "quadragénaire": 4, "quadra": 4, "quinquagénaire": 5, "quinqua": 5,
    "sexagénaire": 6, "septuagénaire": 7, "octogénaire": 8, "nonagénaire": 9, "adolescent": 1, "adolescente": 1,
}  # fmt: skip
"""The first figure of the age of whoever is so called."""
CONCERNED: Final = frozenset({"intéressé", "intéressée"})
"""Of these, nouns that always take up somebody mentioned before."""
RETIRED: Final = frozenset({"retraité", "retraitée"})
"""Nouns of what somebody no longer does."""
POLITICIANS: Final = frozenset(
    """élu élue candidat candidate chef cheffe dirigeant dirigeante leader responsable opposant opposante homme femme
    parlementaire député députée sénateur sénatrice conseiller conseillère édile rapporteur rapporteure""".split()
)
"""Nouns that a political colour is added to: *l'élu écologiste*."""
COLOURS: Final = frozenset(
    map(
        stem,
        """écologiste vert socialiste communiste centriste libéral conservateur républicain démocrate insoumis
        travailliste nationaliste indépendantiste souverainiste populiste frontiste macroniste gaulliste
        social-démocrate démocrate-chrétien trotskiste radical progressiste autonomiste régionaliste
        agrarien""".split(),
    )
)
"""Political colours."""
TRADES: Final[dict[str, str]] = {
    "chef d'entreprise": "business", "cheffe d'entreprise": "business", "homme d'affaires": "business",
    "femme d'affaires": "business", "chef d'orchestre": "music", "cheffe d'orchestre": "music",
    "homme de loi": "law", "homme de l'art": "research", "homme d'église": "faith", "homme politique": "office",
    "femme politique": "office", "homme de théâtre": "stage", "femme de théâtre": "stage",
    "homme de lettres": "writing", "femme de lettres": "writing", "chef étoilé": "craft",
    "représentant du parquet": "bench", "représentante du parquet": "bench",
    "représentant du ministère public": "bench",
    "représentante du ministère public": "bench", "représentant de l'accusation": "bench",
    "représentante de l'accusation": "bench", "père de famille": "kin.parent",
    "mère de famille": "kin.parent", "agent immobilier": "business",
}  # fmt: skip
"""Names of trades of several words and their field: they say what somebody does, not of what body."""
SIDES: Final = frozenset({"partie", "camp", "côté", "réponse"})
COMPANY_KINDS: Final = frozenset(
    map(
        stem,
        """groupe fonds assureur transporteur exploitant armateur aciériste pétrolier sidérurgiste brasseur
        câblo-opérateur voyagiste croisiériste lunetier filiale multinationale firme mutuelle foncière conglomérat
        énergéticien cimentier semencier papetier promoteur bailleur aménageur""".split(),
    )
)
"""Kinds of companies that stand before a name if more is said of them: *le groupe italien X, l'armateur, X*."""
ANAPHORIC: Final = frozenset(
    """institution organisme organisation entreprise société groupe compagnie musée station chaîne journal quotidien
    magazine hebdomadaire source administration établissement association syndicat agence collectivité firme
    constructeur géant club fédération banque parti collectif média fondation centrale plateforme
    instance organe juridiction firme multinationale équipementier avionneur éditeur opérateur enseigne marque bloc ong
    laboratoire studio site portail start-up startup pousse formation mouvement consortium
    fabricant producteur distributeur assureur transporteur exploitant organisateur régulateur gendarme ligue
    exécutif cabinet filiale groupement réseau coopérative mutuelle franchise écurie armateur aciériste pétrolier
    sidérurgiste chimiste brasseur câblo-opérateur voyagiste croisiériste lunetier bijoutier glacier""".split()
)
"""Nouns that take up an organisation named before."""
MAKERS: Final = frozenset(
    """fabricant producteur constructeur opérateur exploitant distributeur éditeur société entreprise groupe compagnie
    géant""".split()
)
"""Of these, nouns that take up a company with what it makes or does: *le fabricant de turbines*."""
COMPANY_HEADS: Final = frozenset(
    """pdg p-dg dg patron patronne directeur directrice fondateur fondatrice cofondateur cofondatrice dirigeant
    dirigeante actionnaire gérant gérante salarié salariée salariés salariées filiale clients usine usines""".split()
)
"""Nouns whose complement is a company: *le PDG de X, les salariés de X*."""
KNOWN_BY_PLACE: Final = frozenset({"géant", "firme", "institution", "mastodonte", "multinationale", "fleuron"})
"""Of these, nouns that take up a body by where it sits or what it makes: *la firme de Seattle, le géant du jouet*."""
OFFICES: Final = frozenset(
    map(
        stem,
        """ministre président procureur maire directeur préfet porte-parole gouverneur secrétaire chef ambassadeur juge
        commissaire premier chancelier roi avocat sénateur patron responsable bourgmestre syndic syndique
        adjoint""".split(),
    )
)
"""Functions of which each place or institution has its own holder."""
EXCLUSIVE: Final = frozenset(
    map(stem, "ministre préfet sous-préfet procureur ambassadeur juge maire recteur bourgmestre gouverneur".split())
)
"""Of these, functions that nobody holds together with another of them."""

MINISTRIES: Final = frozenset(
    """sante interieur justice defense education economie finances culture travail transports agriculture environnement
    energie logement sports industrie commerce budget recherche sante ecologie mer ville numerique tourisme famille
    jeunesse immigration armees exterieur petrole mines peche information communication planification solidarites
    urbanisme mobilite climat infrastructures concurrence tresor""".split()
)
"""Fields of government in the names of ministries, without accents: where they end so does a title before a name."""
COMPANIES: Final = frozenset(
    """industries industrie group groupe holding holdings resources airlines airways air motors bank capital partners
    systems technologies technology energy energies pharma labs media studios foods logistics invest investissement
    international immobilier distribution services solutions airport networks telecom biotech robotics
    aerospace ventures cie associés frères""".split()
)
"""Words at either end of a company's name."""
CLUBS: Final = frozenset(
    "olympique stade racing sporting union entente amicale avenir aviron etoile red association athletic".split()
)
"""Words, without accents, that open a sports club's name before an adjective of its town (*Olympique lyonnais*)."""
MONARCHS: Final = frozenset({"pape", "roi", "reine", "prince", "princesse", "lord", "lady", "émir", "sultan"})
"""Titles before a first name alone."""
REALMS: Final = frozenset({"république", "royaume", "état", "principauté", "confédération", "fédération"})
STEMMED_KINDS: Final = frozenset(stem(word) for word in NAMED_KINDS)
