"""Quotations as roles need them, and as statements of their own."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg_builder.records import Article, Mention, Participant, Phrase, Quotation, Statement
from kg_builder.statements.finishing import cue_phrase, identifier
from kg_builder.statements.participants import Participants
from kg_builder.statements.quotations import FoundQuotation
from kg_builder.statements.roles import Quote

SAY = "Say"
CONFIDENCE = {"Direct": 0.85, "Indirect": 0.75, "Reported": 0.6, "FreeIndirect": 0.5, "IndirectFreeIndirect": 0.5}


def speaker_of(doc: Doc, found: FoundQuotation, participants: Participants) -> Mention | None:
    """The actor at the speaker's head, else one inside the speaker's words."""
    if found.speaker_token is not None:
        head = doc[found.speaker_token]
        if mention := participants.at(head) or participants.covering(head.i):
            return mention
    for start, end in found.speaker:
        inside = participants.inside(participants.tokens(start, end))
        if inside:
            return inside[-1]
    return None


def quotes_of(doc: Doc, found: Sequence[FoundQuotation], participants: Participants) -> list[Quote]:
    """Cue, content tokens and speaker of each quotation."""
    quotes = []
    for one in found:
        content = tuple(i for start, end in one.quote for i in participants.tokens(start, end))
        quotes.append(Quote(one.cue, content, speaker_of(doc, one, participants), one.type == "Direct"))
    return quotes


def quotation_statements(
    article: Article, doc: Doc, found: Sequence[FoundQuotation], participants: Participants
) -> list[Statement]:
    """A record of kind quotation for each; `within` names the quotation around a nested one."""
    made: list[Statement] = []
    for number, one in enumerate(found):
        first = one.cue[0] if one.cue else participants.tokens(*one.quote[0])[0]
        cue = cue_of(doc, one.cue or (first,))
        speaker, addressee = speaker_of(doc, one, participants), None
        if one.addressee_token is not None:
            addressee = participants.at(doc[one.addressee_token])
            if addressee and speaker and addressee.actor.id == speaker.actor.id:  # "sagte Sprecher Steffen Seibert"
                addressee = None
        name = identifier(article.id, "quotation", number, one.type, one.quote[0], doc.text[slice(*one.quote[0])])
        outer = made[one.inner].id if one.inner is not None and one.inner < len(made) else None
        made.append(
            Statement(
                id=name, article=article.id, kind="quotation", type=SAY, source=as_participant(speaker),
                target=as_participant(addressee), cue=cue, evidence=participants.sentence(first), within=outer,
                confidence=CONFIDENCE[one.type],
                quotation=Quotation(one.type, one.medium, one.quote, one.speaker, one.frame, one.addressee),
            )
        )  # fmt: skip
    return made


def cue_of(doc: Doc, tokens: Sequence[int]) -> Phrase:
    """The words that introduce a quotation where they stand side by side, else the head alone."""
    together = sorted(tokens)
    if together[-1] - together[0] == len(together) - 1:
        return cue_phrase(doc, together)
    return cue_phrase(doc, tokens[:1])


def as_participant(mention: Mention | None) -> Participant | None:
    """The actor with its mention's offsets."""
    return Participant(mention.actor, mention.start, mention.end) if mention else None
