"""What verbs govern: German datives, and whose act an infinitive is. Particles stand apart: "vor|werfen"."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Government:
    """Whether a predicate wants a dative, and whether it can have an accusative."""

    dative: bool = False
    accusative: bool = True


DATIVE_ONLY = frozenset(
    (
        "drohen danken helfen widersprechen zu|stimmen bei|treten an|gehören gehören gelingen misslingen glauben "
        "vertrauen misstrauen folgen dienen schaden nützen gratulieren begegnen entsprechen gehorchen trotzen "
        "zu|hören bei|stehen entgegen|treten entgegen|kommen entgehen entkommen fehlen gefallen gelten imponieren "
        "missfallen nach|geben nahe|stehen unterliegen unterstehen vor|stehen widerstehen zu|sehen zuvor|kommen "
        "zu|setzen zugute|kommen beiwohnen bei|wohnen bei|pflichten entfliehen entstammen erliegen nach|eifern "
        "nach|laufen sekundieren kondolieren kündigen aus|weichen auf|fallen ein|fallen leicht|fallen "
        "schwer|fallen zu|jubeln zu|arbeiten entgegen|wirken entgegen|stehen bevor|stehen zu|fallen nahe|kommen "
        "genügen applaudieren"
    ).split()
)
DATIVE_TOO = frozenset(
    (
        "vor|werfen zu|sichern zu|sagen verweigern versprechen an|bieten an|drohen entziehen überbringen übergeben "
        "geben schenken liefern erlauben verbieten gestatten untersagen empfehlen raten ab|raten befehlen "
        "vor|schreiben vor|schlagen mit|teilen sagen erzählen berichten erklären zeigen unterstellen vor|halten "
        "an|lasten zu|schreiben gewähren bewilligen zu|gestehen ein|räumen zu|billigen verleihen überreichen "
        "überlassen übertragen bescheinigen attestieren bestätigen garantieren zu|trauen nahe|legen nach|sagen "
        "nach|weisen vor|enthalten vor|lügen weg|nehmen ab|nehmen rauben stehlen ab|sprechen ab|verlangen "
        "auf|erlegen auf|zwingen bringen schicken senden zu|leiten zu|stellen schulden schreiben antworten "
        "erwidern entgegnen versichern signalisieren stellen widmen verkaufen leihen vermitteln ersparen "
        "erleichtern erschweren ermöglichen verdanken wünschen beibringen bei|bringen entgegen|setzen "
        "entgegen|bringen entgegen|halten zu|fügen vor|legen vor|stellen aus|händigen ein|jagen bieten verschaffen "
        "verschreiben verordnen opfern anvertrauen an|vertrauen gönnen verzeihen vergeben nehmen"
    ).split()
)
OBJECT_CONTROL = frozenset(
    (
        "fordern auf|fordern auf|rufen bitten drängen ermahnen zwingen mahnen ersuchen erlauben ermöglichen "
        "verbieten untersagen verpflichten ermutigen ermächtigen beauftragen bewegen nötigen raten ab|raten "
        "empfehlen gestatten helfen lassen an|weisen befehlen ein|laden warnen hindern ab|halten vor|werfen "
        "beschuldigen bezichtigen verdächtigen unterstellen urge ask call tell order force press push invite allow "
        "permit forbid warn encourage advise compel instruct enable want require request implore beg persuade help "
        "accuse expect authorise authorize oblige lead get ban prevent stop commission call|on"
    ).split()
)
NO_CONTROL = frozenset(
    "vor|schlagen fordern verlangen empfehlen an|regen befürworten propose suggest recommend".split()
)

PREPOSITIONS = {
    lemma: frozenset(prepositions)
    for lemma, *prepositions in map(str.split, """
        ab|raten von; an|klagen wegen; auf|fordern zu; auf|rufen zu; beauftragen mit; beliefern mit; beteiligen an;
        bitten um; danken für; drohen mit; drängen zu auf; ein|laden zu; fordern von; gratulieren zu; hindern an;
        informieren über; kritisieren für wegen; loben für; machen für; reagieren auf; rechnen mit; richten an gegen;
        schützen vor; überreden zu; unterstützen bei mit;
        verhängen gegen; verlangen von; verpflichten zu; versorgen mit;
        verurteilen wegen zu; warnen vor; werfen auf; zwingen zu;
        accuse of; ask for; blame for; call for on; charge with; condemn for; convict of; criticise for; criticize for;
        deliver to; demand from of; fire into at on; give to; hand to; impose on; inform of about; launch against on at;
        lift from; offer to; place on; praise for; prevent from; provide with; remind of; sell to; send to; slap on;
        supply with to; suspect of; thank for; urge to; warn of against about; withdraw from
    """.split(";"))
}  # fmt: skip


def government(lemma: str) -> Government:
    """The government of a German predicate."""
    if lemma in DATIVE_ONLY or lemma.replace("|", "") in DATIVE_ONLY_WHOLE:
        return Government(dative=True, accusative=False)
    return Government(dative=lemma in DATIVE_TOO or lemma.replace("|", "") in DATIVE_TOO_WHOLE)


DATIVE_ONLY_WHOLE = frozenset(lemma.replace("|", "") for lemma in DATIVE_ONLY)
DATIVE_TOO_WHOLE = frozenset(lemma.replace("|", "") for lemma in DATIVE_TOO)
