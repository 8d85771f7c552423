"""Where German treebanks disagree: the tags and lemmas of UD_German-GSD for words of closed classes, by form.

A model trained on several treebanks leaves such words to chance, and tables made from them contradict each other; the
conventions here hold whatever either says. Adjectives used as adverbs are adjectives, months and weekdays are names,
forms of "sein", "haben", "werden" and modals are auxiliaries where they depend on what they help, else verbs.
"""

from functools import lru_cache

from spacy.tokens import Doc

NAMED = frozenset(
    (
        "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Montag Dienstag "
        "Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Euro"
    ).split()
)
ADVERBS = frozenset(
    (
        "einfach eigentlich natürlich genau ganz wohl ein eben wirklich erst gleich wenig endlich meist tatsächlich "
        "recht fest unter viel ausgerechnet öfter vermutlich letztlich offenbar unbedingt bestimmt übrig fern maximal "
        "ausschließlich äußerst rein sicher allein selbst weiter mehr gerade lange nahe oben außer über unten zu gern "
        "lieber gut besser früher später länger hinten vorn jetzt bereits damals heute hier dort sonst"
    ).split()
) - frozenset(("gut", "besser", "später", "früher", "länger"))
HELPING = frozenset("sein haben werden dürfen können mögen müssen sollen wollen".split())
HELPS = frozenset(("aux", "aux:pass", "cop"))
CLOSED: dict[str, dict[str, str]] = {
    "DET": {
        "der": "der die das den dem des",
        "ein": "ein eine einer eines einem einen",
        "kein": "kein keine keiner keines keinem keinen keins",
        "dieser": "dieser diese dieses diesem diesen dies",
        "jener": "jener jene jenes jenem jenen",
        "jeder": "jeder jede jedes jedem jeden",
        "solcher": "solcher solche solches solchem solchen solch",
        "welcher": "welcher welche welches welchem welchen welch",
        "mancher": "mancher manche manches manchem manchen manch",
        "alle": "alle aller alles allem allen all",
        "anderer": "anderer andere anderes anderem anderen anders andre andren",
        "einige": "einige einiger einiges einigem einigen einig",
        "etliche": "etliche etlicher etlichen etliches",
        "beide": "beide beiden beider beides beidem",
        "mehr": "mehr mehrere mehreren mehrerer",
        "viel": "viel viele vielen vieler vieles vielem",
        "wenig": "wenig wenige wenigen weniger weniges wenigem",
        "meist": "meisten meiste",
        "derselbe": "derselbe dieselbe dasselbe denselben demselben derselben desselben dieselben",
        "derjenige": "derjenige diejenige dasjenige denjenigen demjenigen derjenigen desjenigen diejenigen",
        "mein": "mein meine meiner meines meinem meinen",
        "dein": "dein deine deiner deines deinem deinen",
        "sein": "sein seine seiner seines seinem seinen",
        "ihr": "ihr ihre ihrer ihres ihrem ihren",
        "unser": "unser unsere unserer unseres unserem unseren unsre unsrer unserm unsern unsres",
        "euer": "euer eure eurer eures eurem euren",
    },
    "PRON": {
        "der": "der die das deren dessen denen derer den dem des",
        "er": "er ihn ihm",
        "es": "es 's",
        "sie": "sie ihnen ihr",
        "ich": "ich mich mir",
        "du": "du dich dir",
        "wir": "wir uns",
        "sich": "sich",
        "man": "man",
        "wer": "wer wen wem wessen",
        "was": "was",
        "jemand": "jemand jemanden jemandem jemandes",
        "niemand": "niemand niemanden niemandem",
        "nichts": "nichts nix",
        "etwas": "etwas",
        "dieser": "dieser diese dieses diesem diesen dies",
        "einander": "einander",
    },
    "ADP": {
        "in": "im ins in",
        "an": "am ans an",
        "zu": "zum zur zu",
        "von": "vom von",
        "bei": "beim bei",
        "auf": "aufs auf",
        "für": "fürs für",
        "um": "ums um",
        "durch": "durchs durch",
        "über": "übers über überm",
        "unter": "unters unterm unter",
        "vor": "vors vorm vor",
        "hinter": "hinters hinterm hinter",
        "voll": "voller",
    },
    "AUX": {
        "sein": "bin bist ist sind seid war warst waren wart sei seist seien wäre wären wärst gewesen sein",
        "haben": "habe hast hat haben habt hatte hatten hattest hattet hätte hätten hättest gehabt hab habest",
        "werden": "werde wirst wird werden werdet wurde wurden wurdest würde würden würdest worden geworden",
        "können": "kann kannst können könnt konnte konnten könne könnte könnten gekonnt",
        "müssen": "muss muß musst müssen müsst musste mußte mussten mußten müsse müsste müssten gemusst",
        "sollen": "soll sollst sollen sollt sollte sollten solle gesollt",
        "wollen": "will willst wollen wollt wollte wollten wolle gewollt",
        "dürfen": "darf darfst dürfen dürft durfte durften dürfe dürfte dürften gedurft",
        "mögen": "mag magst mögen mögt mochte mochten möge mögen möchte möchten gemocht",
    },
    "SCONJ": {"dass": "das dass", "daß": "daß"},
}
LEMMAS = {tag: {form: lemma for lemma, forms in rows.items() for form in forms.split()} for tag, rows in CLOSED.items()}
LEMMAS["VERB"] = LEMMAS["AUX"]


def closed_lemma(form: str, upos: str) -> str | None:
    """The lemma of a German word of a closed class, or None."""
    if form == "Sie" and upos == "PRON":
        return None
    return LEMMAS.get(upos, {}).get(form.lower())


@lru_cache(maxsize=50_000)
def tag(form: str, upos: str) -> str:
    """The German tag of a form that the model gives this tag."""
    if upos == "ADV" and form.lower() not in ADVERBS and is_adjective(form.lower()):
        return "ADJ"
    return "PROPN" if upos == "NOUN" and form in NAMED else upos


def is_adjective(form: str) -> bool:
    """Whether a dictionary knows the form as the base of inflected forms."""
    import simplemma

    return any(
        simplemma.is_known(form + ending, lang="de")
        and str(simplemma.lemmatize(form + ending, lang="de")).split("|")[0] == form
        for ending in ("en", "er", "es", "em")
    )


def set_auxiliaries(doc: Doc) -> None:
    """AUX or VERB for helping verbs, by what they depend as; a verb that opens a condition ("Wäre er ...") is one."""
    for token in doc:
        if token.dep_ == "mark" and token.lower_ in LEMMAS["AUX"]:
            token.pos_, token.dep_ = "AUX", "aux"
        if token.pos_ in ("AUX", "VERB") and token.lemma_ in HELPING:
            token.pos_ = "AUX" if token.dep_ in HELPS else "VERB"
