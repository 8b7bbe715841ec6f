// The interface in both languages; `{}` stands for a number or a name.
const WORDS = {
  en: {
    skip: "Skip to the content", views: "Views", language: "Language", theme: "Light or dark", print: "Print",
    filters: "Filter the claims", overview: "Overview", claims: "Claims", articles: "Articles",
    search: "Search", search_hint: "words of claim, issue, article …", claimant: "Claimant", speaker: "Speaker",
    issue: "Issue", act: "Act", polarity: "Polarity", kind: "Quotation", from: "From", to: "To",
    confidence: "Confidence", reset: "Reset", more_filters: "Filters", anybody: "anybody", any: "any", evidence: "Evidence", article: "Article",
    date: "Date", via: "via {}", of_claims: "{} of {} claims", stats: "{} articles · {} quotations · {} claims",
    no_claims: "No claim matches these filters.", unread: "not read", none: "none", nobody: "nobody named",
    quotations: "Quotations", cue: "cue", source: "source", found: "speaker found by", rule: "rule", within: "within",
    segments: "segments", claims_of: "Claims in this article", no_claims_here: "No claims in this article.",
    show_in_text: "Show in the text", back: "Back to the claims",
    back_articles: "All articles", previous: "Previous", next: "Next", page: "{}–{} of {}",
    previous_article: "Previous article", next_article: "Next article",
    by_claimant: "Who claims: claimants by polarity", by_speaker: "Who speaks: speakers by polarity",
    by_issue: "On what: issues by polarity", over_time: "Over time", network: "Who on what",
    network_hint: "Lines join claimants and issues; their width is the number of claims, their colour the balance.",
    pair: "Claimant – issue", weak_lines: "{} thinner lines are not drawn.",
    undated: "{} claims have no date and are not shown.", all_undated: "No claim has a date.", more: "{} more not shown",
    as_table: "As a table", count: "Claims", details: "All fields",
    sort: "Sort by {}", made_by: "Made by claimx {} · pipeline {}",
    legend: "Speakers in this article", unresolved: "speaker not resolved", title: "Title", to_claims: "Claims: {}",
    acts: { state: "states", announce: "announces", reply: "replies", ask: "asks", demand: "demands", propose: "proposes",
      promise: "promises", accept: "accepts", refuse: "refuses", deny: "denies", warn: "warns", threaten: "threatens",
      accuse: "accuses", criticize: "criticizes", praise: "praises" },
    polarities: { positive: "positive", negative: "negative", neutral: "neutral" },
    kinds: { direct: "direct", indirect: "indirect", mixed: "mixed" },
    resolutions: {},
  },
  fr: {
    skip: "Aller au contenu", views: "Vues", language: "Langue", theme: "Clair ou sombre", print: "Imprimer",
    filters: "Filtrer les prises de position", overview: "Vue d’ensemble", claims: "Prises de position", articles: "Articles",
    search: "Rechercher", search_hint: "mots de la citation, enjeu, article …", claimant: "Acteur", speaker: "Locuteur",
    issue: "Enjeu", act: "Acte", polarity: "Polarité", kind: "Citation", from: "Du", to: "Au",
    confidence: "Confiance", reset: "Effacer", more_filters: "Filtres", anybody: "n’importe qui", any: "tous", evidence: "Passage", article: "Article",
    date: "Date", via: "selon {}", of_claims: "{} prises de position sur {}",
    stats: "{} articles · {} citations · {} prises de position",
    no_claims: "Aucune prise de position ne correspond à ces filtres.", unread: "non lu", none: "aucun",
    nobody: "personne de nommé", quotations: "Citations", cue: "marque", source: "source", found: "locuteur trouvé par",
    rule: "règle", within: "dans", segments: "segments", claims_of: "Prises de position dans cet article",
    no_claims_here: "Aucune prise de position dans cet article.",
    show_in_text: "Voir dans le texte",
    back: "Retour aux prises de position", back_articles: "Tous les articles", previous: "Précédent", next: "Suivant",
    page: "{}–{} sur {}", previous_article: "Article précédent", next_article: "Article suivant",
    by_claimant: "Qui prend position : acteurs par polarité", by_speaker: "Qui parle : locuteurs par polarité",
    by_issue: "Sur quoi : enjeux par polarité", over_time: "Dans le temps", network: "Qui sur quoi",
    network_hint: "Les traits relient acteurs et enjeux ; leur épaisseur est le nombre de prises de position, leur couleur le solde.",
    pair: "Acteur – enjeu", weak_lines: "{} traits plus fins ne sont pas tracés.",
    undated: "{} prises de position sans date ne sont pas montrées.", all_undated: "Aucune prise de position n’est datée.",
    more: "{} autres non montrés", as_table: "En tableau", count: "Prises de position", details: "Tous les champs",
    sort: "Trier par {}",
    made_by: "Fait par claimx {} · chaîne {}", legend: "Locuteurs de cet article", unresolved: "locuteur non résolu",
    title: "Titre", to_claims: "Prises de position : {}",
    acts: { state: "affirme", announce: "annonce", reply: "répond", ask: "demande si", demand: "exige", propose: "propose",
      promise: "promet", accept: "accepte", refuse: "refuse", deny: "dément", warn: "met en garde", threaten: "menace",
      accuse: "accuse", criticize: "critique", praise: "salue" },
    polarities: { positive: "positive", negative: "négative", neutral: "neutre" },
    kinds: { direct: "directe", indirect: "indirecte", mixed: "mixte" },
    resolutions: { surname: "nom de famille", pronoun: "pronom", office: "fonction", full_name: "nom complet",
      description: "description", metonym: "métonyme", lexicon: "lexique", state: "État", first_person: "première personne",
      repeated_words: "mots repris", title: "titre", unresolved: "non résolu" },
  },
};
const GROUPS = { act: "acts", polarity: "polarities", kind: "kinds", resolution: "resolutions" };
let language = "en";
/** Return an interface text, its `{}` filled in order. */
function t(key, ...values) {
  let text = WORDS[language][key] ?? key;
  for (const value of values) text = text.replace("{}", () => typeof value === "number" ? number(value) : value);
  return text;
}
/** Return the word for a value of act, polarity, kind or resolution; the value itself where there is none. */
function word(column, value) {
  return WORDS[language][GROUPS[column]][value] ?? String(value ?? "").replaceAll("_", " ");
}
function number(value) {
  return value.toLocaleString(language);
}
