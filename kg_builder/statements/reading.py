"""One article read: Doc -> actors -> quotations -> cues -> statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.mentions import find_actors
from kg_builder.actors.offices import OfficeMention
from kg_builder.articles.language import paragraph_languages
from kg_builder.articles.plain import front_matter
from kg_builder.records import Article, Office, Participant, Phrase, Reading, Statement
from kg_builder.statements.calibration import Calibration, shipped
from kg_builder.statements.candidates import Candidate, candidates
from kg_builder.statements.choices import Choices
from kg_builder.statements.dates import find_dates
from kg_builder.statements.decisions import Decisions, Draft
from kg_builder.statements.finishing import Finishing, identifier
from kg_builder.statements.frames import Frames
from kg_builder.statements.lexicon import Lexicon
from kg_builder.statements.pairs import Pairs
from kg_builder.statements.participants import Participants
from kg_builder.statements.quotation_records import quotation_statements, quotes_of
from kg_builder.statements.quotations import FoundQuotation, find_quotations
from kg_builder.statements.roles import Roles


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading articles of one language needs besides the Doc."""

    lang: str
    kb: KnowledgeBase
    lexicon: Lexicon
    calibration: Calibration

    @classmethod
    def of(
        cls, lang: str, kb: KnowledgeBase, lexicon: Lexicon | None = None, calibration: Calibration | None = None
    ) -> "Reader":
        """A reader with the shipped lexicon of the language and the shipped calibration, unless others are given."""
        return cls(lang, kb, lexicon or Lexicon.load(lang), calibration or shipped())

    def read(self, article: Article, doc: Doc) -> Reading:
        """Everything found in an article; doc is its text as the language pipeline read it."""
        actors = find_actors(doc, self.lang, self.kb, article.published)
        mentions, offices = actors.mentions, actors.offices
        participants = Participants(doc, mentions)
        found = find_quotations(doc, self.lang, self.lexicon)
        statements = [one for _, one in self.drafted(article, doc, participants, found)]
        spoken = quotation_statements(article, doc, found, participants)
        everything = [*statements, *office_statements(article, doc, offices, participants), *spoken]
        ordered = sorted(everything, key=lambda s: (s.cue.start, s.kind, s.id))
        return Reading(article, mentions, unique(ordered), office_terms(article, offices))

    def is_medium(self, actor: str) -> bool:
        """Whether an actor is a news medium, whose bare saying is no statement (GUIDELINES 1)."""
        entry = self.kb.entries.get(actor)
        return entry is not None and entry.kind == "media"

    def deciding(
        self, article: Article, doc: Doc, participants: Participants, found: Sequence[FoundQuotation]
    ) -> tuple[Decisions, list[Candidate]]:
        """What decides about the statements of one article, and the candidates for it to decide on."""
        quotes = quotes_of(doc, found, participants)
        frames = Frames(doc, self.lexicon, participants, frozenset(i for quote in quotes for i in quote.cue))
        cues = doc.user_data.get("kg_cues")
        roles = Roles(doc, participants, quotes)
        media = frozenset(m.actor.id for m in participants.mentions if self.is_medium(m.actor.id))
        pairs = Pairs(self.calibration.pairs, self.kb.parent)
        choices = Choices(doc, participants, roles, self.calibration.choices, pairs) if cues is not None else None
        decisions = Decisions(doc, self.lexicon, roles, quotes, self.calibration, cues is not None, media, choices)
        foreign = foreign_tokens(article, participants, self.lang)
        return decisions, [c for c in candidates(doc, cues or (), list(frames.cues())) if c.token not in foreign]

    def drafted(
        self, article: Article, doc: Doc, participants: Participants, found: Sequence[FoundQuotation]
    ) -> list[tuple[Draft, Statement]]:
        """Stances and events, with the drafts they come from."""
        decisions, possible = self.deciding(article, doc, participants, found)
        drafts = decisions.drafts(possible)
        dates = find_dates(doc.text, self.lang, article.published)
        return Finishing(article, doc, participants, dates).statements(drafts)


def foreign_tokens(article: Article, participants: Participants, lang: str) -> frozenset[int]:
    """Tokens of lines in another language, and of front matter: the pipeline cannot be trusted there."""
    begin = front_matter(article.text)[1]
    tokens = set(participants.tokens(0, begin)) if begin else set()
    for start, end, code in paragraph_languages(article.text, lang):
        if code not in (lang, None):
            tokens |= set(participants.tokens(start, end))
    return frozenset(tokens)


def office_statements(
    article: Article, doc: Doc, offices: Sequence[OfficeMention], participants: Participants
) -> list[Statement]:
    """HoldsOffice once for each person and office, at the first place that gives it (GUIDELINES 3.8)."""
    found: list[Statement] = []
    seen: set[tuple[str, str, str]] = set()
    for office in offices:
        key = (office.person.id, office.office, office.of.id)
        if key in seen:
            continue
        seen.add(key)
        evidence = participants.sentence(participants.tokens(office.start, office.end)[0])
        name = identifier(article.id, doc.text[evidence[0] : evidence[1]], evidence[0], *key)
        cue = Phrase(doc.text[office.start : office.end], office.start, office.end)
        found.append(
            Statement(
                id=name, article=article.id, kind="office", type=office.office, source=Participant(office.person),
                target=Participant(office.of), cue=cue, evidence=evidence, factuality=office.factuality, confidence=0.9,
                reasons=("office noun beside a name",),
            )
        )  # fmt: skip
    return found


def office_terms(article: Article, offices: Sequence[OfficeMention]) -> tuple[tuple[str, Office], ...]:
    """Offices as the article gives them, without dates: (person's IRI, office)."""
    terms = {(o.person.id, Office(o.office, o.of.id)): None for o in offices if o.factuality == "asserted"}
    return tuple(terms)


def unique(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Each id once, the surest first of equals."""
    best: dict[str, Statement] = {}
    for one in statements:
        if one.id not in best or best[one.id].confidence < one.confidence:
            best[one.id] = one
    return tuple(best.values())
