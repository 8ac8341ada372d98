"""The figures of first messages: by style, acts, out of scope, calibration, confusion pairs, times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wayfinder.workbench.evaluation.intervals import calibration_error, percentile, share_of
from wayfinder.workbench.evaluation.messages import OUT_OF_SCOPE, Answered
from wayfinder.workbench.evaluation.tables import Row, Table

WORST = 10


def tables(answered: Sequence[Answered]) -> list[Table]:
    """All figures of these messages."""
    about_topics = [each for each in answered if each.message.topic is not None]
    strangers = [each for each in answered if each.message.act == OUT_OF_SCOPE]
    acts = [each for each in answered if each.message.act not in (None, OUT_OF_SCOPE)]
    return [
        _by_style(about_topics),
        _acts(acts),
        _out_of_scope(strangers, about_topics),
        _confusions([*about_topics, *acts]),
        _confidence(answered),
    ]


def _by_style(answered: Sequence[Answered]) -> Table:
    rows = [_style_row(style, part) for style, part in _parted(answered).items()]
    about = "The right topic is the surest intent; among the three surest; begun at once; begun at once or offered."
    columns = ["top 1", "top 3", "begun at once", "within two turns"]
    return Table("First messages about a topic", about, columns, [*rows, _style_row("all", answered)])


def _parted(answered: Sequence[Answered]) -> dict[str, list[Answered]]:
    """The messages by style, in the order in which the styles come."""
    parts: dict[str, list[Answered]] = {}
    for each in answered:
        parts.setdefault(each.message.style or "no style", []).append(each)
    return parts


def _style_row(name: str, part: Sequence[Answered]) -> Row:
    firsts, threes = share_of(each.is_first for each in part), share_of(each.is_among_three for each in part)
    begun, two = share_of(each.is_begun for each in part), share_of(each.is_right_within_two for each in part)
    return Row(name, [firsts, threes, begun, two])


def _acts(answered: Sequence[Answered]) -> Table:
    acts = list(dict.fromkeys(str(each.message.act) for each in answered))
    parts = {act: [each for each in answered if each.message.act == act] for act in acts}
    rows = [_act_row(name, part) for name, part in {**parts, "all": answered}.items()]
    return Table("Conversational acts", "The right act is the surest intent.", ["top 1", "top 3"], rows)


def _act_row(name: str, part: Sequence[Answered]) -> Row:
    return Row(name, [share_of(each.is_first for each in part), share_of(each.is_among_three for each in part)])


def _out_of_scope(strangers: Sequence[Answered], about_topics: Sequence[Answered]) -> Table:
    rows = [Row(f"caught, {style}", [share_of(map(_caught, part))]) for style, part in _parted(strangers).items()]
    alarms = Row("false alarms, of messages about topics", [share_of(each.refused for each in about_topics)])
    about = (
        "Caught: no topic is begun or offered. False alarm: a message about a topic is answered as out of scope, or is "
        "not understood at all."
    )
    return Table("Out of scope", about, ["share"], [*rows, alarms])


def _caught(each: Answered) -> bool:
    return not each.begun and not each.offered


def _confusions(answered: Sequence[Answered]) -> Table:
    wrong = Counter((each.message.intent, each.intents[0]) for each in answered if each.intents and not each.is_first)
    rows = [Row(f"{right} taken for {taken}", [str(count)]) for (right, taken), count in wrong.most_common(WORST)]
    return Table("The ten worst confusions", "What it is, and the surest intent.", ["times"], rows)


def _confidence(answered: Sequence[Answered]) -> Table:
    error = calibration_error([(each.confidence, each.is_guessed) for each in answered])
    took = [each.took * 1000 for each in answered]
    rows = [
        Row("calibration error", [f"{error:.3f}"]),
        Row("one message, p50", [f"{percentile(took, 0.5):.1f} ms"]),
        Row("one message, p99", [f"{percentile(took, 0.99):.1f} ms"]),
    ]
    about = "How far confidences are from the share of right ones (ten bins of equal size); times to understand."
    return Table("Confidence and times", about, ["figure"], rows)
