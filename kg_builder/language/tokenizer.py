"""spaCy's rule tokenizer, set up so that every token is a piece of the text and agrees with Universal Dependencies."""

import re
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

GERMAN_ABBREVIATIONS = (
    "z.B. d.h. u.a. i.d.R. o.ä. u.ä. bzw. ca. usw. etc. Mio. Mrd. Mill. Nr. Dr. Prof. St. Str. Abs. Art. "
    "Aug. Jan. Feb. Apr. Jun. Jul. Sept. Sep. Okt. Nov. Dez. vgl. sog. evtl. ggf. inkl. Hrsg. geb. gest. "
    "jr. sen. Ltd. Inc. Co."
).split()

ENGLISH_ABBREVIATIONS = (
    "Dr. Drs. St. Sts. vs. etc. Sept. Inc. Ms. al. ft. Oct. Dec. Co. Jr. Sr. Nov. Corp. Feb. Aug. Jan. Lt. Gen. Rev. "
    "Gov. Ltd. Sen. Rep. Reps. Sens. Col. Capt. Sgt. Maj. Adm. Prof. Vol. Ph. Blvd. Ave. approx. Mass. Mr. Mrs. Cal. "
    "GEN. LTD. PVT. INC. Mt. Hon. Pres. Pvt. Cmdr. esp. ext. attn. ed. dept. Dept. Esq. Messrs."
).split()
SYLLABLE = (
    r"(?:[czskptw]h|hs|ts|[hkgmbpnr]y|[hkg]w|[b-df-hj-np-tw-z])?"
    r"(?:eou|iou|iao|uai|ae|eo|eu|oe|ui|ao|ai|ei|ou|ia|ie|iu|ua|ue|uo|oo|ee|[aeiouü])(?:ng|ck|[nklmptrhgb])?"
)
"""A syllable of Chinese or Korean in Latin letters."""
GIVEN_NAME = rf"(?=[A-Z][a-zü]+-)(?i:{SYLLABLE})-(?!(?:man|men|run|ton)$)(?=[a-zü]{{2}}){SYLLABLE}"
"""A given name of two syllables: "Jae-in", "Ing-wen"; other hyphens part English words ("Merkel-led")."""
WHOLE = {
    "de": re.compile(r"\d{1,2}\.$").match,
    "en": re.compile(
        r"(?:(?i:\d+(-\d+)+|b/c|w/o?|24/7|"
        r"(non|e|mid|re|anti|pre|co|pro|cross|post|over|ex|semi|sub|multi|counter|mini|socio|psycho|inter|mis|vice|trans)"
        rf"-\w+)|{GIVEN_NAME})$"
    ).match,
}


def blank(lang: str) -> Language:
    """An empty spaCy pipeline for a language, with the tokenizer below; 'xx' rules where spaCy has none of its own."""
    try:
        nlp = spacy.blank(lang)
    except ImportError:
        nlp = spacy.blank("xx")
    nlp.tokenizer = tokenizer(nlp)
    return nlp


def tokenizer(nlp: Language) -> Tokenizer:
    """The language's own rules, with quotation marks and dashes always apart and German ordinals kept whole."""
    defaults: Any = nlp.Defaults
    runs = (() if nlp.lang == "de" else ("[!?]{2,}",)) + (
        r"\*{2,}",
        r"={2,}",
        r"_{2,}",
        r"-{2,}",
        r"\.{2,}",
        r"\${2,}",
        r"<{2,}",
        r">{2,}",
    )
    prefixes = [*runs, *(defaults.prefixes or ()), "[„“”‚‘»«›‹]", r"\["]
    suffixes = [*runs, *(defaults.suffixes or ()), "[„“”‘’»«›‹]", r"\]", r"(?<=[“”\"»«])[.,]"]
    infixes = [
        *(defaults.infixes or ()),
        "[„“”»«›‹]",
        r"(?<=[a-zäöüß])[—–](?=[a-zäöüßA-ZÄÖÜ])",
        r"(?<=\w)\[",
        r"\](?=\w)",
    ]
    rules = dict(defaults.tokenizer_exceptions or {})
    if nlp.lang == "de":
        rules |= {short: [{65: short}] for short in GERMAN_ABBREVIATIONS}
    if nlp.lang == "en":
        infixes += [r"(?<=[a-z]{2})/(?=[a-z]{2})", r"(?<=[A-Za-z])-(?=\d)", r"(?<=[\])])[–-](?=[\[(])", r"\)(?=\()"]
        rules |= {short: [{65: short}] for short in ENGLISH_ABBREVIATIONS}
        rules |= {word: [{65: word[:3]}, {65: word[3:]}] for word in ("wanna", "outta", "Wanna")}
        rules.pop("and/or", None)
    match = WHOLE.get(nlp.lang, defaults.token_match)
    return Tokenizer(
        nlp.vocab,
        rules=rules,
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=match,
        url_match=defaults.url_match,
    )
