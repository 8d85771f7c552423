"""Lemmas as edit scripts (after Straka 2018, UDPipe 2.0): how to make the lemma from the form.

A script is 'CASE|PREFIX|SUFFIX': CASE is 'l' (lower the form first) or 'k' (keep it); PREFIX and SUFFIX are 'N+text':
N characters to cut at that end and the text to put there. '=' stands for a lemma that shares nothing: '=|lemma'.
"""

import re
from difflib import SequenceMatcher

PATTERN = re.compile(r"[kl]\|\d+\+[^|]*\|\d+\+[^|]*")


def script(form: str, lemma: str) -> str:
    """The script that turns the form into the lemma."""
    case, base = "k", form
    if form != form.lower() and lemma == lemma.lower():
        case, base = "l", form.lower()
    match = SequenceMatcher(None, base, lemma, autojunk=False).find_longest_match()
    if match.size == 0 or "|" in lemma:
        return "=|" + lemma
    before, after = match.a, len(base) - match.a - match.size
    prefix, suffix = lemma[: match.b], lemma[match.b + match.size :]
    return f"{case}|{before}+{prefix}|{after}+{suffix}"


def apply(rule: str, form: str) -> str | None:
    """The lemma, or None where the form is too short for the script."""
    kind, _, rest = rule.partition("|")
    if kind == "=":
        return rest
    base = form.lower() if kind == "l" else form
    if not PATTERN.fullmatch(rule):
        return None
    (before, _, prefix), (after, _, suffix) = (part.partition("+") for part in rest.split("|", 1))
    cut, end = int(before), len(base) - int(after)
    return prefix + base[cut:end] + suffix if cut < end else None
