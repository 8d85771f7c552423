"""Sentences with the quotations they hold: (text, [(type, quote, speaker)]), parts of a quote joined with " … ".

The trees of the sentences, as the pipeline reads them, lie in quotation_trees.<lang>.tsv: one token a line (form, space
after it, UPOS, lemma, features, relation, head, sentence start, entity), a blank line after each text. Written by
    python -m tests.statements.quotation_cases MODEL
"""

import sys
from pathlib import Path

from spacy.tokens import Doc, Span

from kg_builder.language.tokenizer import blank

Found = tuple[str, str, str]

GERMAN: list[tuple[str, list[Found]]] = [
    # dass-clauses
    (
        "Lawrow sagte, dass Russland weiter verhandeln werde.",
        [("Indirect", "dass Russland weiter verhandeln werde", "Lawrow")],
    ),
    (
        "Die Polizei teilte mit, dass zwei Menschen verletzt worden seien.",
        [("Indirect", "dass zwei Menschen verletzt worden seien", "Die Polizei")],
    ),
    (
        "Der Minister ging davon aus, dass die Reform scheitern werde.",
        [("Indirect", "dass die Reform scheitern werde", "Der Minister")],
    ),
    (
        "Polen hofft, dass die NATO mehr Soldaten schickt.",
        [("Indirect", "dass die NATO mehr Soldaten schickt", "Polen")],
    ),
    (
        "Die Regierung hat angekündigt, dass sie die Grenze schließen werde.",
        [("Indirect", "dass sie die Grenze schließen werde", "Die Regierung")],
    ),
    (
        "Das Parlament gab bekannt, dass die Sitzung ausfällt.",
        [("Indirect", "dass die Sitzung ausfällt", "Das Parlament")],
    ),
    (
        "Der Sprecher wies darauf hin, dass die Gespräche vertraulich seien.",
        [("Indirect", "dass die Gespräche vertraulich seien", "Der Sprecher")],
    ),
    (
        "Die Zeitung fragte, ob der Kanzler davon gewusst habe.",
        [("Indirect", "ob der Kanzler davon gewusst habe", "Die Zeitung")],
    ),
    (
        "Macron ist überzeugt, dass Europa stärker werden muss.",
        [("Indirect", "dass Europa stärker werden muss", "Macron")],
    ),
    # bare clauses in the subjunctive
    ("Er sagte, er habe davon nichts gewusst.", [("Indirect", "er habe davon nichts gewusst", "Er")]),
    ("Putin behauptete, die Ukraine sei kein Staat.", [("Indirect", "die Ukraine sei kein Staat", "Putin")]),
    ("Der Kreml erklärte, die Vorwürfe seien haltlos.", [("Indirect", "die Vorwürfe seien haltlos", "Der Kreml")]),
    ("Selenskyj betonte, sein Land brauche mehr Waffen.", [("Indirect", "sein Land brauche mehr Waffen", "Selenskyj")]),
    (
        "Die Armee meldete, der Angriff sei abgewehrt worden.",
        [("Indirect", "der Angriff sei abgewehrt worden", "Die Armee")],
    ),
    (
        "In dem Bericht heißt es, die Armee habe das Dorf beschossen.",
        [("Indirect", "die Armee habe das Dorf beschossen", "dem Bericht")],
    ),
    # the verb behind or inside
    ("Es drohe ein Wettlauf, sagte Obama in Berlin.", [("Indirect", "Es drohe ein Wettlauf", "Obama")]),
    ("Die Lage sei ernst, erklärte die Ministerin am Montag.", [("Indirect", "Die Lage sei ernst", "die Ministerin")]),
    (
        "Die Verhandlungen seien gescheitert, teilte das Außenministerium mit.",
        [("Indirect", "Die Verhandlungen seien gescheitert", "das Außenministerium")],
    ),
    (
        "Wie der Sprecher mitteilte, wurden zwei Menschen verletzt.",
        [("Indirect", "wurden zwei Menschen verletzt", "der Sprecher")],
    ),
    ("Wie die Zeitung berichtet, plant Iran neue Raketen.", [("Indirect", "plant Iran neue Raketen", "die Zeitung")]),
    # infinitives
    (
        "Merkel forderte die Regierung auf, die Gespräche fortzusetzen.",
        [("Indirect", "die Gespräche fortzusetzen", "Merkel")],
    ),
    ("Biden versprach, der Ukraine Raketen zu liefern.", [("Indirect", "der Ukraine Raketen zu liefern", "Biden")]),
    ("Der General drohte, die Brücke zu sprengen.", [("Indirect", "die Brücke zu sprengen", "Der General")]),
    ("Ihm wird vorgeworfen, Geld gestohlen zu haben.", [("Indirect", "Geld gestohlen zu haben", "")]),
    ("Die Armee versuchte, die Stadt einzunehmen.", []),
    ("Er fuhr nach Rom, um den Papst zu treffen.", []),
    # attributions
    ("Laut Polizei wurden zwei Menschen verletzt.", [("Indirect", "wurden zwei Menschen verletzt", "Polizei")]),
    (
        "Nach Angaben der Polizei kamen drei Menschen ums Leben.",
        [("Indirect", "kamen drei Menschen ums Leben", "Angaben der Polizei")],
    ),
    (
        "Dem Bericht der Zeitung zufolge sei das Geld verschwunden.",
        [("Indirect", "sei das Geld verschwunden", "Dem Bericht der Zeitung")],
    ),
    ("Die Lage sei ernst, so der Minister.", [("Indirect", "Die Lage sei ernst", "der Minister")]),
    (
        "Nach Ansicht der Opposition verliert die Regierung.",
        [("Indirect", "verliert die Regierung", "Ansicht der Opposition")],
    ),
    ("Aus Sicht der NATO ist die Grenze sicher.", [("Indirect", "ist die Grenze sicher", "Sicht der NATO")]),
    ("Nach dem Krieg kamen die Flüchtlinge zurück.", []),
    ("Aus Angst vor dem Krieg flohen viele Menschen.", []),
    # nouns
    (
        "Der Präsident ist der Meinung, dass die Wahl fair gewesen sei.",
        [("Indirect", "dass die Wahl fair gewesen sei", "Der Präsident")],
    ),
    (
        "Die Opposition vertritt die Auffassung, dass das Gesetz nichtig ist.",
        [("Indirect", "dass das Gesetz nichtig ist", "Die Opposition")],
    ),
    # direct speech
    ("„Das ist falsch“, sagte der Minister.", [("Direct", "„Das ist falsch“", "der Minister")]),
    ("Der Minister sagte: „Das ist falsch.“", [("Direct", "„Das ist falsch.“", "Der Minister")]),
    ("»Wir werden nicht weichen«, erklärte Kim.", [("Direct", "»Wir werden nicht weichen«", "Kim")]),
    ('"Wir werden nicht weichen", erklärte Kim.', [("Direct", '"Wir werden nicht weichen"', "Kim")]),
    ("„Wir werden nicht weichen„, erklärte Kim.", [("Direct", "„Wir werden nicht weichen„", "Kim")]),
    (
        "„Das ist“, sagte Scholz, „ein guter Tag für Europa.“",
        [("Direct", "„Das ist“", "Scholz"), ("Direct", "„ein guter Tag für Europa.“", "Scholz")],
    ),
    ("„Wir kommen wieder“, so der Trainer.", [("Direct", "„Wir kommen wieder“", "der Trainer")]),
    ("Merkel: „Wir schaffen das.“", [("Direct", "„Wir schaffen das.“", "Merkel")]),
    ("„Das ist falsch, sagte der Minister.", [("Direct", "„Das ist falsch", "der Minister")]),
    (
        "„Wir haben lange gewartet. Jetzt ist Schluss“, rief der Redner.",
        [("Direct", "„Wir haben lange gewartet. Jetzt ist Schluss“", "der Redner")],
    ),
    (
        "„Wir bleiben.\n\nWir gehen nicht weg“, rief der Redner.",
        [("Direct", "„Wir bleiben.\n\nWir gehen nicht weg“", "der Redner")],
    ),
    (
        "Baerbock sprach in Kiew. „Wir lassen die Ukraine nicht allein.“",
        [("Direct", "„Wir lassen die Ukraine nicht allein.“", "Baerbock")],
    ),
    (
        "„Wir bleiben hier“, sagte Orban. „Niemand wird uns vertreiben.“",
        [("Direct", "„Wir bleiben hier“", "Orban"), ("Direct", "„Niemand wird uns vertreiben.“", "Orban")],
    ),
    # no speech
    ("Er las das Buch „Krieg und Frieden“ in Moskau.", []),
    ("Die Zeitung „Die Welt“ hat neue Leser.", []),
    ("Die sogenannten „Patrioten“ zogen durch die Stadt.", []),
    ("Der Film „Das Boot“ lief im Kino.", []),
    # partial quotation inside indirect speech
    (
        "Lawrow sagte, die Vorwürfe seien „völlig absurd und erfunden“.",
        [
            ("Indirect", "die Vorwürfe seien „völlig absurd und erfunden“", "Lawrow"),
            ("Direct", "„völlig absurd und erfunden“", "Lawrow"),
        ],
    ),
    # runs without a cue
    (
        "Der Sprecher sagte, die Lage sei ernst. Es fehle an Wasser. Man habe um Hilfe gebeten.",
        [
            ("Indirect", "die Lage sei ernst", "Der Sprecher"),
            ("IndirectFreeIndirect", "Es fehle an Wasser. Man habe um Hilfe gebeten.", "Der Sprecher"),
        ],
    ),
    (
        "Die Polizei meldete einen Überfall. Der Täter soll bewaffnet sein.",
        [
            ("Reported", "Die Polizei meldete einen Überfall.", "Die Polizei"),
            ("FreeIndirect", "Der Täter soll bewaffnet sein.", "Die Polizei"),
        ],
    ),
    ("Es regnete in Rom. Die Kinder spielten im Park.", []),
    # reports
    (
        "Schröder kritisierte die Entscheidung als falsch.",
        [("Reported", "Schröder kritisierte die Entscheidung als falsch.", "Schröder")],
    ),
    ("China forderte ein Ende der Sanktionen.", [("Reported", "China forderte ein Ende der Sanktionen.", "China")]),
    ("Die UNO warnte vor einer Hungersnot.", [("Reported", "Die UNO warnte vor einer Hungersnot.", "Die UNO")]),
    ("Das Erdbeben forderte viele Todesopfer.", []),
    (
        "Der Senator bezeichnete Putin als Verbrecher.",
        [("Reported", "Der Senator bezeichnete Putin als Verbrecher.", "Der Senator")],
    ),
    ("Die Truppen überquerten den Fluss.", []),
    # the sentence before
    ("Die Brücke ist gesperrt. Das teilte die Stadt mit.", [("Indirect", "Die Brücke ist gesperrt. Das", "die Stadt")]),
]

ENGLISH: list[tuple[str, list[Found]]] = [
    (
        "Lavrov said that Russia would continue the talks.",
        [("Indirect", "that Russia would continue the talks", "Lavrov")],
    ),
    ("Lavrov said Russia would continue the talks.", [("Indirect", "Russia would continue the talks", "Lavrov")]),
    (
        "The ministry announced that the border was closed.",
        [("Indirect", "that the border was closed", "The ministry")],
    ),
    ("Biden believes that Putin will not stop.", [("Indirect", "that Putin will not stop", "Biden")]),
    ("The police told reporters that two people were hurt.", [("Indirect", "that two people were hurt", "The police")]),
    ("Officials asked whether the plan was legal.", [("Indirect", "whether the plan was legal", "Officials")]),
    ("The plan has failed, the minister said.", [("Indirect", "The plan has failed", "the minister")]),
    ("The plan has failed, said the minister.", [("Indirect", "The plan has failed", "the minister")]),
    ("Two people were hurt, police reported.", [("Indirect", "Two people were hurt", "police")]),
    ("According to the police, two people were hurt.", [("Indirect", "two people were hurt", "the police")]),
    ("Two people were hurt, according to the police.", [("Indirect", "Two people were hurt", "the police")]),
    ("Obama urged Congress to pass the bill.", [("Indirect", "to pass the bill", "Obama")]),
    ("France promised to send tanks.", [("Indirect", "to send tanks", "France")]),
    ("Merkel is confident that Greece will stay.", [("Indirect", "that Greece will stay", "Merkel")]),
    ("The army tried to take the city.", []),
    ("He went to Rome to meet the pope.", []),
    ("“This is wrong,” the minister said.", [("Direct", "“This is wrong,”", "the minister")]),
    ("“This is wrong,” said the minister.", [("Direct", "“This is wrong,”", "the minister")]),
    ('"This is wrong," the minister said.', [("Direct", '"This is wrong,"', "the minister")]),
    ("The minister said: “This is wrong.”", [("Direct", "“This is wrong.”", "The minister")]),
    ('The minister said, "This is wrong."', [("Direct", '"This is wrong."', "The minister")]),
    ("‘This is wrong,’ the minister said.", [("Direct", "‘This is wrong,’", "the minister")]),
    (
        "“We wait,” Kim said. “We will not move.”",
        [("Direct", "“We wait,”", "Kim"), ("Direct", "“We will not move.”", "Kim")],
    ),
    ("“Is this a joke?” asked Trump.", [("Direct", "“Is this a joke?”", "Trump")]),
    (
        "“We stay here.\n\n“We will not move,” said Kim.",
        [("Direct", "“We stay here.", "Kim"), ("Direct", "“We will not move,”", "Kim")],
    ),
    (
        "Lavrov said the claims were “absurd and made up”.",
        [("Indirect", "the claims were “absurd and made up”", "Lavrov"), ("Direct", "“absurd and made up”", "Lavrov")],
    ),
    ("She read the book “War and Peace” in Moscow.", []),
    ("The troops crossed the river.", []),
    ("It rained in Rome.", []),
    ("China called for an end of the sanctions.", [("Reported", "an end of the sanctions", "China")]),
    ("Schröder criticized the decision.", [("Reported", "the decision", "Schröder")]),
    ("The senator called Putin a criminal.", [("Reported", "Putin a criminal", "The senator")]),
    ("Israel rejected the proposal.", [("Reported", "the proposal", "Israel")]),
    ("The UN warned of a famine.", [("Reported", "a famine", "The UN")]),
]

CASES = {"de": GERMAN, "en": ENGLISH}


def path(lang: str) -> Path:
    return Path(__file__).with_name(f"quotation_trees.{lang}.tsv")


def docs(lang: str) -> dict[str, Doc]:
    """The stored trees by text."""
    vocab = blank(lang).vocab
    found: dict[str, Doc] = {}
    for block in path(lang).read_text(encoding="utf-8").strip("\n").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n")]
        doc = Doc(
            vocab, words=[r[0].replace("\\n", "\n") for r in rows], spaces=[r[1] == "1" for r in rows],
            pos=[r[2] for r in rows], lemmas=[r[3].replace("\\n", "\n") for r in rows], morphs=[r[4] for r in rows],
            deps=[r[5] for r in rows], heads=[int(r[6]) for r in rows], sent_starts=[r[7] == "1" for r in rows],
        )  # fmt: skip
        doc.set_ents([Span(doc, i, i + 1, label=r[8]) for i, r in enumerate(rows) if r[8]])
        found[doc.text] = doc
    return found


def write(lang: str, model: str) -> None:
    """Parse the sentences of a language and store their trees."""
    from kg_builder.language import load

    nlp = load(lang, model)
    blocks = []
    for text, _ in CASES[lang]:
        rows = [
            (
                t.text.replace("\n", "\\n"),
                str(int(bool(t.whitespace_))),
                t.pos_,
                t.lemma_.replace("\n", "\\n"),
                str(t.morph),
                t.dep_,
                str(t.head.i),
                str(int(bool(t.is_sent_start))),
                t.ent_type_,
            )
            for t in nlp(text)
        ]
        blocks.append("\n".join("\t".join(row) for row in rows))
    path(lang).write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for language in CASES:
        write(language, sys.argv[1])
