"""The figures of whole conversations: how many expectations were met, by kind of topic, by mechanism, by cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from wayfinder.workbench.conversations.cause import CAUSES
from wayfinder.workbench.conversations.check import Checked, Verdict
from wayfinder.workbench.conversations.files import MECHANISMS
from wayfinder.workbench.evaluation.intervals import Share, bootstrapped, wilson
from wayfinder.workbench.evaluation.tables import Row, Table

Picks = Callable[[Verdict], bool]
COMMONEST = 10


def tables(checked: Sequence[Checked]) -> list[Table]:
    """All figures of these conversations."""
    return [_overall(checked), _by_mechanism(checked), _by_kind(checked), _by_cause(checked), _commonest(checked)]


def met(checked: Iterable[Checked], picks: Picks = lambda _: True) -> Share:
    """The share of expectations met, of those that are picked."""
    groups = [[each.is_met for each in conversation.all_verdicts if picks(each)] for conversation in checked]
    return bootstrapped([(sum(group), len(group)) for group in groups])


def _overall(checked: Sequence[Checked]) -> Table:
    ready = [each for each in checked if each.script.is_ready]
    parts = {
        "ready topics, and the conversation itself": ready,
        "other topics": [each for each in checked if not each.script.is_ready],
        "all": checked,
    }
    rows = [
        Row(name, [str(len(part)), met(part), met(part, _is_wanted), met(part, _is_forbidden)])
        for name, part in parts.items()
    ]
    about = (
        "Of what a good helper's replies do and do not do, how much ours do and do not do. Intervals by conversation."
    )
    columns = ["conversations", "all expectations", "what must be in a reply", "what must not"]
    return Table("Whole conversations: expectations met", about, columns, [*rows, _complete(ready)])


def _is_wanted(verdict: Verdict) -> bool:
    return not verdict.never


def _is_forbidden(verdict: Verdict) -> bool:
    return verdict.never


def _complete(ready: Sequence[Checked]) -> Row:
    whole = sum(all(each.is_met for each in conversation.all_verdicts) for conversation in ready)
    return Row(
        "ready topics: conversations without a failure", [str(len(ready)), wilson(whole, len(ready)), None, None]
    )


def _by_mechanism(checked: Sequence[Checked]) -> Table:
    rows = []
    for mechanism in MECHANISMS:
        having = [each for each in checked if mechanism in each.script.mechanisms]
        ready = [each for each in having if each.script.is_ready]
        rows.append(Row(mechanism, [str(len(having)), met(ready), met(having)]))
    about = "All expectations of the conversations in which, as their authors say, the mechanism occurs."
    return Table("By mechanism", about, ["conversations", "ready topics", "all"], rows)


def _by_kind(checked: Sequence[Checked]) -> Table:
    kinds = Counter(_name(verdict) for each in checked for verdict in each.all_verdicts)
    ready = [each for each in checked if each.script.is_ready]
    rows = [Row(kind, [met(ready, _is_of(kind)), met(checked, _is_of(kind))]) for kind, _ in kinds.most_common()]
    return Table(
        "By kind of expectation", "tests/conversations/README.md says what each asks.", ["ready topics", "all"], rows
    )


def _is_of(kind: str) -> Picks:
    return lambda verdict: _name(verdict) == kind


def _name(verdict: Verdict) -> str:
    """An expectation without its particulars: `ending: solved`, `never look_up`, `section`."""
    expected = verdict.expected
    particular = f": {expected.values[0]}" if expected.what == "ending" else ""
    return f"{'never ' if verdict.never else ''}{expected.what}{particular}"


def _by_cause(checked: Sequence[Checked]) -> Table:
    ready = [each for each in checked if each.script.is_ready]
    rows = [Row(cause, [_caused(ready, cause), _caused(checked, cause)]) for cause in CAUSES]
    about = (
        "Of all expectations, those that failed: the message was not understood; it was understood as something else; "
        "it was understood, and what is expected is not in the reply; other."
    )
    return Table("Failures by cause", about, ["ready topics", "all"], rows)


def _caused(checked: Sequence[Checked], cause: str) -> Share:
    groups = [[each.cause == cause for each in conversation.all_verdicts] for conversation in checked]
    return bootstrapped([(sum(group), len(group)) for group in groups])


def _commonest(checked: Sequence[Checked]) -> Table:
    ready = (each for each in checked if each.script.is_ready)
    failed = Counter((_name(each), str(each.cause)) for one in ready for each in one.all_verdicts if not each.is_met)
    rows = [Row(f"{name}: {cause}", [str(count)]) for (name, cause), count in failed.most_common(COMMONEST)]
    return Table("The commonest failures on ready topics", "The expectation and the cause.", ["times"], rows)
