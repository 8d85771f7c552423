"""The sign drawn inside an actor's node: a flag where there is one, else initials."""

import re

from kg_builder.records import Actor
from kg_builder.vocabulary import WIKIDATA

# ISO 3166-1, and XKX for Kosovo: alpha-3 codes of which the alpha-2 code is not the start, each followed by it; then
# those of which it is.
_EXCEPTIONS = (
    "ABWAW AGOAO ALAAX ANDAD AREAE ARMAM ATAAQ ATFTF ATGAG AUTAT BDIBI BENBJ BESBQ BGDBD BHSBS BIHBA BLRBY BLZBZ "
    "BRBBB BRNBN CAFCF CHLCL CHNCN CODCD COGCG COKCK COMKM CPVCV CUWCW CYMKY DNKDK ESHEH ESTEE FLKFK FROFO FSMFM "
    "GINGN GLPGP GNBGW GNQGQ GRDGD GRLGL GUFGF GUYGY IRLIE IRQIQ ISRIL JAMJM KAZKZ KORKR LBRLR LBYLY MACMO MAFMF "
    "MDGMG MDVMV MEXMX MLTMT MNEME MNPMP MOZMZ MTQMQ MYTYT NIUNU PAKPK PCNPN PLWPW PNGPG POLPL PRKKP PRTPT PRYPY "
    "PYFPF SENSN SGSGS SLBSB SLVSV SPMPM SRBRS SURSR SVKSK SVNSI SWESE SWZSZ SYCSC TCDTD TKMTM TUNTN TURTR TUVTV "
    "UKRUA UNKXK URYUY WLFWF XKXXK"
)
_REGULAR = (
    "AFG AIA ALB ARG ASM AUS AZE BEL BFA BGR BHR BLM BMU BOL BRA BTN BVT BWA CAN CCK CHE CIV CMR COL CRI CUB CXR "
    "CYP CZE DEU DJI DMA DOM DZA ECU EGY ERI ESP ETH FIN FJI FRA GAB GBR GEO GGY GHA GIB GMB GRC GTM GUM HKG HMD "
    "HND HRV HTI HUN IDN IMN IND IOT IRN ISL ITA JEY JOR JPN KEN KGZ KHM KIR KNA KWT LAO LBN LCA LIE LKA LSO LTU "
    "LUX LVA MAR MCO MDA MHL MKD MLI MMR MNG MRT MSR MUS MWI MYS NAM NCL NER NFK NGA NIC NLD NOR NPL NRU NZL OMN "
    "PAN PER PHL PRI PSE QAT REU ROU RUS RWA SAU SDN SGP SHN SJM SLE SMR SOM SSD STP SXM SYR TCA TGO THA TJK TKL "
    "TLS TON TTO TWN TZA UGA UMI USA UZB VAT VCT VEN VGB VIR VNM VUT WSM YEM ZAF ZMB ZWE"
)
_ALPHA2 = {code: code[:2] for code in _REGULAR.split()} | {code[:3]: code[3:] for code in _EXCEPTIONS.split()}
_ORGANISATION_FLAGS = {WIKIDATA + "Q458": "EU", WIKIDATA + "Q1065": "UN"}
_SMALL_WORDS = frozenset(
    ("of", "the", "and", "for", "in", "on", "de", "der", "die", "das", "dem", "den", "von", "und", "für", "im", "zu")
)


def alpha2(iso3: str | None) -> str | None:
    """The two-letter code of a three-letter country code ('UKR' gives 'UA'), or None if it is not one in use."""
    return _ALPHA2.get(iso3.upper()) if iso3 else None


def flag(code: str) -> str:
    """The flag emoji of a two-letter code: two regional indicator letters."""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code)


def initials(label: str) -> str:
    """At most four letters that stand for a name: an acronym as it is, else the first letters of its words."""
    words: list[str] = [word for word in re.findall(r"\w+", label) if not word.isdigit()]
    strong = [word for word in words if word.lower() not in _SMALL_WORDS] or words
    if not strong:
        return label.strip()[:1] or "?"
    if len(strong) == 1:
        only = strong[0]
        return only[:4] if only.isupper() and len(only) <= 5 else only[:2].capitalize()
    return "".join(word[0] for word in strong[:3]).upper()


def mark(actor: Actor) -> str:
    """The flag of a state (or of the EU, the UN), else initials."""
    code = alpha2(actor.iso3) or _ORGANISATION_FLAGS.get(actor.id)
    return flag(code) if code and actor.type in ("state", "organisation", "other") else initials(actor.label)
