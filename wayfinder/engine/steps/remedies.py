"""The steps that propose remedies: `remedies`, and a `try` whose procedure has the name of one."""

from __future__ import annotations

from wayfinder.content.contract import Asked, ConversationFact, Result
from wayfinder.content.remedy_key import remedy_name
from wayfinder.content.steps import Remedies, Sourced, Try
from wayfinder.engine.blocks import Spans, Steps
from wayfinder.engine.remedies import is_worth, newest_outcomes, note, tried_for
from wayfinder.engine.steps.ask import ask
from wayfinder.engine.steps.gist import settle_gist
from wayfinder.engine.steps.say import cite, say, say_with, spans
from wayfinder.engine.walk import TRY, Tried
from wayfinder.engine.working_walk import WorkingWalk


def proposed(state: WorkingWalk, step: Sourced) -> list[str]:
    """The remedies that the step proposes now (`name` or `name@colleague`): those that are worth trying."""
    return [remedy for remedy in step.proposes if is_worth(state, remedy)]


def advise(state: WorkingWalk, step: Try | Remedies) -> bool:
    """Do the step. True: the walk goes on at once, because it was tried before. False: it waits."""
    target = _known(state, step)
    if target is not None:
        state.go(target)
        return True
    settle_gist(state)
    result = state.library.facts[step.asks]
    words = result.again or result.ask if state.blocks and state.is_asked_again(TRY) else result.ask
    if not state.is_asked_again(TRY):
        _say_all(state, step)
    elif _is_left_over(state, step):
        state.blocks.append(Steps(_items(state, step)))
    ask(state, TRY, words, step.offers(result))
    return False


def _known(state: WorkingWalk, step: Try | Remedies) -> str | None:
    """Where the step leads without asking."""
    result = state.result(state.here)
    if result is not None and result in step.exits:
        return result
    if result == Result.DONE and isinstance(step, Try):
        return step.done
    if step.proposes:
        return None if proposed(state, step) else _left_out(state, step)
    return step.otherwise if result == Result.OTHERWISE else None


def _left_out(state: WorkingWalk, step: Try | Remedies) -> str:
    """Where a step leads that has nothing left to propose. A part of something longer that was done leads on."""
    done = step.done if isinstance(step, Try) else None
    outcomes = newest_outcomes(state)
    is_done = done is not None and all(outcomes[remedy] == "done" for remedy in step.proposes)
    return done if done is not None and is_done else step.otherwise


def note_failed(state: WorkingWalk, step: Try | Remedies, here: str) -> None:
    """Remember that the advice of a step (`tree/step`) did not help; of remedies, every one that was proposed."""
    if step.proposes:
        for remedy in proposed(state, step):
            note(state, remedy, "failed")
    else:
        state.tries.append(Tried(here, Result.OTHERWISE.value, state.question))


def _is_left_over(state: WorkingWalk, step: Try | Remedies) -> bool:
    """Whether only some of the remedies were reported since the step was said: what is left is said briefly."""
    now = [each.remedy for each in state.remedies if each.question == state.question]
    return any(remedy in step.proposes for remedy in now)


def _say_all(state: WorkingWalk, step: Try | Remedies) -> None:
    say(state, step.intro)
    for remedy in proposed(state, step):
        _say_tried(state, remedy)
    state.blocks.append(Steps(_items(state, step)))
    cite(state, step, state.top.tree)


def _say_tried(state: WorkingWalk, remedy: str) -> None:
    """A remedy that failed for another problem is proposed all the same, and it is said that we know."""
    title = tried_for(state, remedy)
    if title is not None:
        label = state.library.remedies[remedy_name(remedy)].label
        details: dict[str, str] = {ConversationFact.TOPIC: title, ConversationFact.REMEDY: label}
        say_with(state, state.library.facts[Asked.TRIED].ask, details)


def _items(state: WorkingWalk, step: Try | Remedies) -> list[Spans]:
    if isinstance(step, Try):
        return [spans(state, item) for item in step.steps]
    names = map(remedy_name, proposed(state, step))
    return [spans(state, state.library.remedies[name].words) for name in names]
