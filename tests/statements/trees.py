"""Docs for tests, written as tables: FORM UPOS LEMMA RELATION HEAD [FEATURES], heads from 1, 0 the root."""

from spacy.tokens import Doc

from kg_builder.language.tokenizer import blank
from kg_builder.records import Actor, Mention

NO_SPACE_BEFORE = frozenset(".,;:!?”“»)")


def tree(lang: str, table: str) -> Doc:
    """The Doc of a table, one word a line."""
    rows = [line.split() for line in table.strip().splitlines()]
    words = [r[0] for r in rows]
    spaces = [i + 1 < len(words) and words[i + 1] not in NO_SPACE_BEFORE for i in range(len(words))]
    heads = [int(r[4]) - 1 if int(r[4]) else i for i, r in enumerate(rows)]
    return Doc(
        blank(lang).vocab, words=words, spaces=spaces, pos=[r[1] for r in rows], lemmas=[r[2] for r in rows],
        deps=["ROOT" if r[4] == "0" else r[3] for r in rows], heads=heads,
        morphs=[r[5] if len(r) > 5 else "" for r in rows],
    )  # fmt: skip


def mention(doc: Doc, words: str, label: str, form: str = "name", kind: str = "state") -> Mention:
    """A mention of words of the Doc."""
    start = doc.text.index(words)
    actor = Actor(f"https://example.org/{label}", label, kind, known=True)  # type: ignore[arg-type]
    return Mention(actor, start, start + len(words), form)


ACCUSES = """
Lawrow PROPN Lawrow nsubj 2
warf VERB werfen root 0 Mood=Ind|Tense=Past|VerbForm=Fin
den DET der det 4 Case=Dat|Number=Plur
USA PROPN USA obl:arg 2 Case=Dat|Number=Plur
vor ADP vor compound:prt 2
, PUNCT , punct 9
Waffen NOUN Waffe obj 9 Case=Acc
zu PART zu mark 9
liefern VERB liefern xcomp 2 VerbForm=Inf
. PUNCT . punct 2
"""

PASSIVE = """
Der DET der det 2 Case=Nom
Angriff NOUN Angriff nsubj:pass 6 Case=Nom
wurde AUX werden aux:pass 6 Mood=Ind|Tense=Past|VerbForm=Fin
von ADP von case 5
Frankreich PROPN Frankreich obl 6 Case=Dat
verurteilt VERB verurteilen root 0 VerbForm=Part
. PUNCT . punct 6
"""

NOUN = """
Die DET der det 3 Case=Nom
russische ADJ russisch amod 3
Invasion NOUN Invasion nsubj 8 Case=Nom
der DET der det 5 Case=Gen
Ukraine PROPN Ukraine nmod 3 Case=Gen
hat AUX haben aux 8
viele ADJ viel obj 8
erschreckt VERB erschrecken root 0 VerbForm=Part
. PUNCT . punct 8
"""

PAIR = """
Macron PROPN Macron nsubj 4
und CCONJ und cc 3
Scholz PROPN Scholz conj 1
trafen VERB treffen root 0 Mood=Ind|Tense=Past|VerbForm=Fin
sich PRON sich obj 4
in ADP in case 7
Paris PROPN Paris obl 4
. PUNCT . punct 4
"""
