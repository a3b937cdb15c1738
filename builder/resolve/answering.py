"""What the archive answers to a question: one work, several, one that it does not know, or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from builder.model import Target
from builder.resolve.asking import Question
from builder.resolve.candidates import Candidate, same_date, same_series

# The anchor that a portion names in a held work.
Fragment = Callable[[Candidate, str], str | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """Where the mention leads, and what keeps it from leading anywhere.

    *clash* is the day of the held document that it contradicts, *apart* why other citations contradict it,
    with the address that it alone would prove (*about*).
    """

    target: Target
    clash: str = ""
    apart: str = ""
    about: str = ""


# How an answer that nothing contradicts ends when it is `written`.
SOUND = '"", "", ""]'


def answer(
    question: Question, called: Sequence[Candidate], lawful: Sequence[Candidate], fragment: Fragment
) -> Answer:
    """What works of the name or number (*called*), and of the law in force (*lawful*), answer to *question*.

    A mention is linked only when exactly one work agrees with all that it states, and it states at least
    type, number and issuer or date.
    """
    if len(lawful) == 1:
        return _found(question, lawful[0], fragment, "in_force")
    ours = [one for one in called if _is_of_body(question, one)]
    agreeing = [one for one in ours if _agrees(question, one) and _stood(question, one)]
    if len(agreeing) == 1 and _tells(question, agreeing[0]):
        return _found(question, agreeing[0], fragment)
    if agreeing:
        return Answer(Target("ambiguous", candidates=tuple(sorted(one.id.url for one in agreeing))))
    clash = next((one for one in ours if _clashes(question, one)), None)
    return Answer(Target("unknown"), clash.issued) if clash else Answer(Target("outside"))


def is_held(question: Question, held: Sequence[Candidate]) -> bool:
    """Whether a held work is what the question means, or contradicts it: then it proves no other work."""
    ours = (one for one in held if _is_of_body(question, one))
    return any(_agrees(question, one) or _clashes(question, one) for one in ours)


def _is_of_body(question: Question, one: Candidate) -> bool:
    """Whether the body stated is the work's; a local symbol alone is one of the citing text's own place."""
    if question.unsure:
        return False
    if question.register is not None and one.issuer:
        return question.register == one.issuer
    return not question.local or (question.province is not None and question.province == one.province)


def _agrees(question: Question, one: Candidate) -> bool:
    return same_date(one.issued, question.stated)


def _stood(question: Question, one: Candidate) -> bool:
    """Whether the work can have stood when the citing text was signed."""
    if question.signed is None:
        return True
    shared = min(len(one.issued), len(question.signed))
    return one.issued[:shared] <= question.signed[:shared]


def _tells(question: Question, one: Candidate) -> bool:
    """Whether a date, or else the body, is stated that is enough to link.

    For a work that is only cited, the text must be dated: nothing else rules out another year's.
    """
    if question.one_of_two:
        return False
    return bool(question.stated) or (question.named and (one.held or question.dated))


def _clashes(question: Question, one: Candidate) -> bool:
    """Whether a held document bears the number on another day of the series in which it stands."""
    if question.by_name or not one.held or _agrees(question, one):
        return False
    return same_series(one.issued, question.stated, party=question.party)


def _found(question: Question, one: Candidate, fragment: Fragment, *why: str) -> Answer:
    anchor = fragment(one, question.portion) if one.held and question.portion else None
    inferred = (*question.inferred, *why)
    return Answer(Target("held" if one.held else "outside", one.id.url, fragment=anchor, inferred=inferred))


def written(given: Answer) -> str:
    """The answer as one line of ASCII."""
    to = given.target
    return json.dumps(
        (to.status, to.url, to.candidates, to.fragment, to.inferred, given.clash, given.apart, given.about)
    )


def read(line: str) -> Answer:
    """The answer that was `written`."""
    status, url, candidates, anchor, inferred, *why = json.loads(line)
    return Answer(Target(status, url, tuple(candidates), anchor, tuple(inferred)), *why)
