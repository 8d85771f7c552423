"""Inflected forms of listed verbs, so that a cue is known even where its lemma was guessed wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Form = tuple[str, str]
"""(particle that stands apart or nothing, form in lower case)"""


@dataclass(frozen=True, slots=True)
class Inflection:
    """How a language's regular verbs inflect, and the forms of its irregular ones.

    cut: endings of the infinitive, the first that fits is taken off ("" fits all). endings: of finite forms.
    participle: (prefix, endings); whole: beginnings and ends of verbs that take no such prefix. joined: what stands
    between a separable particle and the infinitive ("zu").
    """

    cut: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    participle: tuple[str, tuple[str, ...]] = ("", ())
    whole: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    joined: str = ""
    irregular: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "Inflection":
        """From the [forms] table of a language's file; empty where it has none."""
        irregular = tuple((verb, tuple(forms.split())) for verb, forms in table.get("irregular", {}).items())
        return cls(
            tuple(table.get("cut", "").split()),
            tuple(table.get("endings", "").split()),
            (table.get("participle", ""), tuple(table.get("participle_endings", "").split())),
            (tuple(table.get("whole_beginnings", "").split()), tuple(table.get("whole_ends", "").split())),
            table.get("joined", ""),
            irregular,
        )

    def forms(self, verbs: Iterable[str]) -> dict[Form, str]:
        """Verb by form; of two verbs with the same form the first one."""
        known: dict[Form, str] = {}
        irregular = dict(self.irregular)
        for verb in verbs:
            particle, _, base = verb.rpartition("|")
            finite, participles = self._of_base(base, irregular.get(base, ()))
            for form in (*finite, *participles, base):
                known.setdefault((particle, form), verb)
                known.setdefault(("", particle + form), verb)
            known.setdefault(("", particle + self.joined + base), verb)
        return known

    def _of_base(self, base: str, listed: tuple[str, ...]) -> tuple[list[str], list[str]]:
        cut = next((c for c in self.cut if base.endswith(c)), "")
        stem = base[: len(base) - len(cut)] if cut else base
        prefix, endings = self.participle
        whole = base.startswith(self.whole[0]) or base.endswith(self.whole[1])
        participles = [("" if whole else prefix) + stem + ending for ending in endings]
        return [*listed, *(stem + ending for ending in self.endings)], participles
