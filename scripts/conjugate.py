"""Conjugate the cue verbs once and write ``verb_forms.tsv``; a development script, not part of the package.

French conjugation by rule: the three regular groups with their spelling changes, and one base entry for each
irregular family (*dire*, *tenir*, *mettre* …) that prefixed verbs follow. The result is stored by pattern
(stem + endings), so that hundreds of verbs share a handful of paradigms and load in milliseconds.

The forms were compared with those of verbecc 2.0.3.
Run ``python scripts/conjugate.py`` after adding a verb to ``cue_verbs.tsv``.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src" / "claimx" / "lexicon" / "data"
Paradigm = dict[str, set[str]]
"""Tag (``inf ind cond subj imp part_pres part_past``) → forms."""

IMPERFECT = ("ais", "ais", "ait", "ions", "iez", "aient")
FUTURE = ("ai", "as", "a", "ons", "ez", "ont")
CONDITIONAL = ("ais", "ais", "ait", "ions", "iez", "aient")
PAST = {
    "a": ("ai", "as", "a", "âmes", "âtes", "èrent", "asse", "asses", "ât", "assions", "assiez", "assent"),
    "i": ("is", "is", "it", "îmes", "îtes", "irent", "isse", "isses", "ît", "issions", "issiez", "issent"),
    "u": ("us", "us", "ut", "ûmes", "ûtes", "urent", "usse", "usses", "ût", "ussions", "ussiez", "ussent"),
    "in": ("ins", "ins", "int", "înmes", "întes", "inrent", "insse", "insses", "înt", "inssions", "inssiez", "inssent"),
}  # fmt: skip


def build(
    inf: str,
    present: str | list[str],
    future: str | list[str],
    past: tuple[str, str],
    participle: str | list[str],
    *,
    subjunctive: str | list[str] | None = None,
    part_pres: str | None = None,
    imperative: list[str] | None = None,
) -> Paradigm:
    """Build a paradigm from its principal parts.

    ``present``: six forms; ``future``: stem(s) that take -ai, -ais; ``past``: stem and vowel of the simple
    past; ``participle``: masculine of the past participle (feminine and plurals are derived) or all four;
    ``subjunctive``: six forms, else built on *ils* and *nous* of the present.
    """
    pres = present.split() if isinstance(present, str) else present
    nous = pres[3].removesuffix("ons")
    ils = pres[5].removesuffix("ent")
    if subjunctive is None:
        subj = [ils + "e", ils + "es", ils + "e", nous + "ions", nous + "iez", ils + "ent"]
    else:
        subj = subjunctive.split() if isinstance(subjunctive, str) else subjunctive
    imperfect_stem = "ét" if inf == "être" else nous
    part = part_pres or nous + "ant"
    if isinstance(participle, str):
        plural = participle if participle.endswith("s") else participle + "s"
        parts = {participle, plural, participle + "e", participle + "es"}
    else:
        parts = set(participle)
    soft = imperfect_stem
    if part_pres is None and nous.endswith(("ge", "ç")):  # mangeons → mangions, annonçons → annoncions
        hard = nous[:-1] if nous.endswith("ge") else nous[:-1] + "c"
        imperfect = {soft + e if e[0] == "a" else hard + e for e in IMPERFECT}
        if subjunctive is None:
            subj = [ils + "e", ils + "es", ils + "e", hard + "ions", hard + "iez", ils + "ent"]
    else:
        imperfect = {soft + e for e in IMPERFECT}
    futures = [future] if isinstance(future, str) else future
    stem, vowel = past
    ps = PAST[vowel]
    if vowel == "a" and part_pres is None and nous.endswith(("ge", "ç")):
        hard = nous[:-1] if nous.endswith("ge") else nous[:-1] + "c"
        simple = [(hard if e == "èrent" else nous) + e for e in ps]
    else:
        simple = [stem + e for e in ps]
    return {
        "inf": {inf},
        "ind": set(pres) | imperfect | {f + e for f in futures for e in FUTURE} | set(simple[:6]),
        "cond": {f + e for f in futures for e in CONDITIONAL},
        "subj": set(subj) | set(simple[6:]),
        "imp": set(imperative or [pres[1], pres[3], pres[4]]),
        "part_pres": {part},
        "part_past": parts,
    }


DOUBLING = (
    "appeler",
    "jeter",
    "épeler",
    "ficeler",
    "feuilleter",
    "étinceler",
    "chanceler",
    "renouveler",
    "niveler",
    "grommeler",
)


def first_group(inf: str) -> Paradigm:
    """Conjugate a verb in -er (not *aller*)."""
    stem = inf[:-2]
    weak = stem  # before a sounded ending
    strong = [stem]  # before a mute e
    futures = [inf]
    if stem.endswith("envoy"):
        strong, futures = [stem[:-1] + "i"], [stem[:-2] + "err"]
    elif stem.endswith("ay"):
        strong = [stem, stem[:-1] + "i"]
        futures = [s + "er" for s in strong]
    elif stem.endswith(("oy", "uy")):
        strong = [stem[:-1] + "i"]
        futures = [strong[0] + "er"]
    elif inf.endswith(DOUBLING):
        strong = [stem + stem[-1]]
        futures = [strong[0] + "er"]
    elif match := re.fullmatch(r"(.*[^e])e([^aeiouyéèêâîôûë]|[gq]u|ch|gn|vr)", stem):
        strong = [match[1] + "è" + match[2]]
        futures = [strong[0] + "er"]
    elif match := re.fullmatch(r"(.*)é([^aeiouyéèêâîôûë]|[gq]u|ch|gn|gl|gr|br|cr|tr|vr)", stem):
        strong = [match[1] + "è" + match[2]]
        futures = [inf, strong[0] + "er"]  # cédera and, since 1990, cèdera
    nous = weak
    if weak.endswith("c"):
        nous = weak[:-1] + "ç"
    elif weak.endswith("g"):
        nous = weak + "e"
    paradigm: Paradigm = defaultdict(set)
    for s in strong:
        part = build(inf, [s + "e", s + "es", s + "e", nous + "ons", weak + "ez", s + "ent"], futures, (weak, "a"),
                     weak + "é", imperative=[s + "e", s + "es", nous + "ons", weak + "ez"])  # fmt: skip
        for tag, forms in part.items():
            paradigm[tag] |= forms
    return paradigm


def second_group(inf: str, participle: str | None = None) -> Paradigm:
    """Conjugate a verb in -ir, -issant."""
    s = inf[:-2]
    return build(inf, [s + "is", s + "is", s + "it", s + "issons", s + "issez", s + "issent"], inf, (s, "i"),
                 participle or s + "i")  # fmt: skip


def regular_re(inf: str) -> Paradigm:
    """Conjugate a verb in -dre, -pre, -cre or -ttre like *rendre*, *rompre*, *vaincre*, *battre*."""
    s = inf[:-2]
    if inf.endswith("vaincre"):
        weak = s[:-1] + "qu"
        return build(inf, [s + "s", s + "s", s, weak + "ons", weak + "ez", weak + "ent"], s + "r", (weak, "i"), s + "u")
    if inf.endswith("ttre"):
        one = s[:-1]
        return build(inf, [one + "s", one + "s", one, s + "ons", s + "ez", s + "ent"], s + "r", (s, "i"), s + "u")
    third = s if s.endswith("d") else s + "t"
    return build(inf, [s + "s", s + "s", third, s + "ons", s + "ez", s + "ent"], s + "r", (s, "i"), s + "u")


def nasal(inf: str) -> Paradigm:
    """Conjugate a verb in -aindre, -eindre, -oindre."""
    base, gn = inf[:-3], inf[:-4] + "gn"
    return build(inf, [base + "s", base + "s", base + "t", gn + "ons", gn + "ez", gn + "ent"], base + "dr", (gn, "i"),
                 base + "t")  # fmt: skip


def partir(inf: str) -> Paradigm:
    """Conjugate *sentir*, *mentir*, *partir*, *sortir*, *servir*, *dormir* and what they prefix."""
    weak = inf[:-2]
    s = weak[:-1]
    return build(
        inf, [s + "s", s + "s", s + "t", weak + "ons", weak + "ez", weak + "ent"], inf, (weak, "i"), weak + "i"
    )


def ouvrir(inf: str) -> Paradigm:
    """Conjugate *ouvrir*, *offrir*, *souffrir*, *couvrir*."""
    s = inf[:-2]
    return build(inf, [s + "e", s + "es", s + "e", s + "ons", s + "ez", s + "ent"], inf, (s, "i"), s[:-1] + "ert")


def cueillir(inf: str) -> Paradigm:
    """Conjugate *accueillir*, *recueillir*."""
    s = inf[:-2]
    return build(inf, [s + "e", s + "es", s + "e", s + "ons", s + "ez", s + "ent"], s + "er", (s, "i"), s + "i")


def suivre(inf: str) -> Paradigm:
    """Conjugate *suivre*, *poursuivre*."""
    s = inf[:-2]
    return build(
        inf, [s[:-1] + "s", s[:-1] + "s", s[:-1] + "t", s + "ons", s + "ez", s + "ent"], s + "r", (s, "i"), s + "i"
    )


def uire(inf: str) -> Paradigm:
    """Conjugate *conduire*, *traduire*, *produire*."""
    s = inf[:-2]
    return build(inf, [s + "s", s + "s", s + "t", s + "sons", s + "sez", s + "sent"], s + "r", (s + "s", "i"), s + "t")


def crire(inf: str) -> Paradigm:
    """Conjugate *écrire*, *décrire*, *prescrire*."""
    s = inf[:-2]
    return build(inf, [s + "s", s + "s", s + "t", s + "vons", s + "vez", s + "vent"], s + "r", (s + "v", "i"), s + "t")


def cevoir(inf: str) -> Paradigm:
    """Conjugate *recevoir*, *concevoir*, *apercevoir*."""
    s = inf.removesuffix("cevoir")
    return build(inf, [s + "çois", s + "çois", s + "çoit", s + "cevons", s + "cevez", s + "çoivent"], s + "cevr",
                 (s + "ç", "u"), s + "çu")  # fmt: skip


def _base(inf: str, *args: object, **kwargs: object) -> Paradigm:
    return build(inf, *args, **kwargs)  # type: ignore[arg-type]  # the table below spells the arguments out


IRREGULAR: dict[str, Paradigm] = {
    p["inf"].copy().pop(): p
    for p in (
        _base("être", "suis es est sommes êtes sont", "ser", ("f", "u"), ["été"], part_pres="étant",
              subjunctive="sois sois soit soyons soyez soient", imperative=["sois", "soyons", "soyez"]),
        _base("avoir", "ai as a avons avez ont", "aur", ("e", "u"), "eu", part_pres="ayant",
              subjunctive="aie aies ait ayons ayez aient", imperative=["aie", "ayons", "ayez"]),
        _base("aller", "vais vas va allons allez vont", "ir", ("all", "a"), "allé",
              subjunctive="aille ailles aille allions alliez aillent", imperative=["va", "allons", "allez"]),
        _base("faire", "fais fais fait faisons faites font", "fer", ("f", "i"), "fait",
              subjunctive="fasse fasses fasse fassions fassiez fassent"),
        _base("dire", "dis dis dit disons dites disent", "dir", ("d", "i"), "dit"),
        _base("lire", "lis lis lit lisons lisez lisent", "lir", ("l", "u"), "lu"),
        _base("rire", "ris ris rit rions riez rient", "rir", ("r", "i"), "ri"),
        _base("mettre", "mets mets met mettons mettez mettent", "mettr", ("m", "i"), "mis"),
        _base("prendre", "prends prends prend prenons prenez prennent", "prendr", ("pr", "i"), "pris"),
        _base("tenir", "tiens tiens tient tenons tenez tiennent", "tiendr", ("t", "in"), "tenu"),
        _base("venir", "viens viens vient venons venez viennent", "viendr", ("v", "in"), "venu"),
        _base("croire", "crois crois croit croyons croyez croient", "croir", ("cr", "u"), "cru"),
        _base("voir", "vois vois voit voyons voyez voient", ["verr"], ("v", "i"), "vu"),
        _base("prévoir", "prévois prévois prévoit prévoyons prévoyez prévoient", "prévoir", ("prév", "i"), "prévu"),
        _base("émouvoir", "émeus émeus émeut émouvons émouvez émeuvent", "émouvr", ("ém", "u"), "ému"),
        _base("savoir", "sais sais sait savons savez savent", "saur", ("s", "u"), "su", part_pres="sachant",
              subjunctive="sache saches sache sachions sachiez sachent", imperative=["sache", "sachons", "sachez"]),
        _base("vouloir", "veux veux veut voulons voulez veulent", "voudr", ("voul", "u"), "voulu",
              subjunctive="veuille veuilles veuille voulions vouliez veuillent",
              imperative=["veuille", "veuillez"]),
        _base("pouvoir", "peux peux peut pouvons pouvez peuvent", "pourr", ("p", "u"), "pu",
              subjunctive="puisse puisses puisse puissions puissiez puissent"),
        _base("devoir", "dois dois doit devons devez doivent", "devr", ("d", "u"), ["dû", "due", "dus", "dues"]),
        _base("valoir", "vaux vaux vaut valons valez valent", "vaudr", ("val", "u"), "valu",
              subjunctive="vaille vailles vaille valions valiez vaillent"),
        _base("prévaloir", "prévaux prévaux prévaut prévalons prévalez prévalent", "prévaudr", ("préval", "u"),
              "prévalu"),
        _base("connaître", "connais connais connaît connaissons connaissez connaissent", "connaîtr",
              ("conn", "u"), "connu"),
        _base("paraître", "parais parais paraît paraissons paraissez paraissent", "paraîtr", ("par", "u"), "paru"),
        _base("conclure", "conclus conclus conclut concluons concluez concluent", "conclur", ("concl", "u"), "conclu"),
        _base("exclure", "exclus exclus exclut excluons excluez excluent", "exclur", ("excl", "u"), "exclu"),
        _base("inclure", "inclus inclus inclut incluons incluez incluent", "inclur", ("incl", "u"), "inclus"),
        _base("plaire", "plais plais plaît plaisons plaisez plaisent", "plair", ("pl", "u"), "plu"),
        _base("taire", "tais tais tait taisons taisez taisent", "tair", ("t", "u"), "tu"),
        _base("quérir", "quiers quiers quiert quérons quérez quièrent", "querr", ("qu", "i"), "quis"),
        _base("courir", "cours cours court courons courez courent", "courr", ("cour", "u"), "couru"),
        _base("vivre", "vis vis vit vivons vivez vivent", "vivr", ("véc", "u"), "vécu"),
        _base("résoudre", "résous résous résout résolvons résolvez résolvent", "résoudr", ("résol", "u"), "résolu"),
        _base("fuir", "fuis fuis fuit fuyons fuyez fuient", "fuir", ("fu", "i"), "fui"),
        _base("haïr", "hais hais hait haïssons haïssez haïssent", "haïr", ("ha", "i"), "haï"),
        _base("maudire", "maudis maudis maudit maudissons maudissez maudissent", "maudir", ("maud", "i"), "maudit"),
    )
}  # fmt: skip

FAMILIES = ("avoir", "faire", "dire", "lire", "rire", "mettre", "prendre", "tenir", "venir", "croire",
            "prévoir", "voir", "savoir", "connaître", "paraître", "conclure", "exclure", "inclure", "plaire", "taire",
            "quérir", "courir", "vivre", "résoudre", "fuir", "valoir")  # fmt: skip
IR_LIKE_PARTIR = ("mentir", "sentir", "partir", "sortir", "servir", "dormir", "repentir")
SECOND_GROUP = ("répartir", "asservir", "assortir", "avertir", "convertir", "divertir", "travestir", "investir")
DISEZ = ("prédire", "contredire", "interdire", "médire", "dédire")


def _prefixed(inf: str, base: str) -> Paradigm:
    prefix = inf.removesuffix(base)
    return {tag: {prefix + form for form in forms} for tag, forms in IRREGULAR[base].items()}


def family(inf: str) -> Paradigm:
    """Conjugate a verb that follows an irregular one: *redire* like *dire*, *soutenir* like *tenir*."""
    base = max((base for base in FAMILIES if inf.endswith(base)), key=len)
    return _spelling_1990(_prefixed(inf, base))


def disez(inf: str) -> Paradigm:
    """Conjugate *contredire*, *interdire*, *prédire*: like *dire*, but *vous prédisez*."""
    paradigm = _prefixed(inf, "dire")
    for tag in ("ind", "imp"):
        paradigm[tag] = paradigm[tag] - {inf[:-2] + "tes"} | {inf[:-2] + "sez"}
    return paradigm


RULES: tuple[tuple[tuple[str, ...], Callable[[str], Paradigm]], ...] = (
    (("crire",), crire),
    (DISEZ, disez),
    (SECOND_GROUP, second_group),
    (("cevoir",), cevoir),
    (FAMILIES, family),
    (("aindre", "eindre", "oindre"), nasal),
    (("ouvrir", "offrir", "ouffrir"), ouvrir),
    (("cueillir", "assaillir", "tressaillir"), cueillir),
    (("suivre",), suivre),
    (("uire",), uire),
    (("dre", "pre", "cre", "ttre"), regular_re),
    (IR_LIKE_PARTIR, partir),
    (("er",), first_group),
    (("ir",), second_group),
)
"""Endings of the infinitive → rule; the first that fits is taken."""


OF_OTHERS = {"voir": frozenset({"vis", "vit"})}
"""Forms that in today's French are nearly always those of another verb (*vivre*)."""


def conjugate(inf: str) -> Paradigm:
    """Return the forms of a French infinitive by tag; raises ``ValueError`` where no rule fits."""
    if inf in IRREGULAR:
        return _spelling_1990(IRREGULAR[inf])
    for endings, rule in RULES:
        if inf.endswith(endings):
            return rule(inf)
    raise ValueError(f"no conjugation rule for {inf!r}")


def _spelling_1990(paradigm: Paradigm) -> Paradigm:
    """Add the spellings without circumflex (*reconnait*) to verbs in -aître."""
    if not any(f.endswith("aître") for f in paradigm["inf"]):
        return paradigm
    return {tag: forms | {f.replace("aî", "ai") for f in forms} for tag, forms in paradigm.items()}


def head_verb(key: str) -> str:
    """Return the inflected verb of a reading's key: *se dire* → dire, *faire savoir* → faire."""
    bare = re.sub(r"^(?:s'en |s'y |se l'|se |s'|en |y )", "", key)
    return bare.split()[0]


def read_heads(path: Path) -> list[str]:
    """Return the distinct inflected verbs of a cue table, sorted."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return sorted({head_verb(line.split("\t")[0]) for line in lines if line.strip() and not line.startswith("#")})


def write_table(heads: list[str], path: Path) -> int:
    """Write stem + pattern for each verb; returns the number of patterns."""
    patterns: dict[str, str] = {}
    verbs = []
    for head in heads:
        tags: dict[str, set[str]] = defaultdict(set)
        for tag, forms in conjugate(head).items():
            for form in forms - OF_OTHERS.get(head, frozenset()):
                tags[form].add(tag)
        first, last = min(tags), max(tags)
        stem = first[: next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]
        groups: dict[str, list[str]] = defaultdict(list)
        for form, names in tags.items():
            groups["+".join(sorted(names))].append(form[len(stem) :])
        body = "\t".join(f"{names}:{','.join(sorted(endings))}" for names, endings in sorted(groups.items()))
        name = patterns.setdefault(body, f"p{len(patterns):02d}")
        verbs.append(f"{head}\t{stem}\t{name}")
    text = ["# Written by scripts/conjugate.py; do not edit. Patterns (tags:endings), then verb, stem, pattern."]
    text += [f"@{name}\t{body}" for body, name in patterns.items()]
    text += verbs
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return len(patterns)


def main() -> None:
    """Conjugate every verb of ``cue_verbs.tsv``."""
    heads = read_heads(DATA / "cue_verbs.tsv")
    n = write_table(heads, DATA / "verb_forms.tsv")
    sys.stdout.write(f"{len(heads)} verbs, {n} patterns\n")


if __name__ == "__main__":
    main()
