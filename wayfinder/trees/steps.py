"""What each kind of step does when the walk stands on it: go on, ask, or request."""

from __future__ import annotations

from collections.abc import Iterator

from wayfinder.trees.blocks import Choices, Form, Option, Status, Steps
from wayfinder.trees.derive import FUNCTIONS
from wayfinder.trees.endings import end_topic, fall_off
from wayfinder.trees.format import (
    UNKNOWN,
    Case,
    FactSpec,
    Find,
    Human,
    Need,
    Tell,
    Try,
    Visit,
    branch,
    paragraphs,
)
from wayfinder.trees.moves import File, HandOver, LookUp
from wayfinder.trees.state import CONVERSATION, State
from wayfinder.trees.words import cite, say, shown, spans

STEPS_A_TURN = 200
VISIT_DEPTH = 8
REVIEW = "case.review"
CHANGE = "case.change"
RESULT = "try.result"


def run(state: State) -> None:
    """Walk on until something waits for the person or the driver, or nothing is left to walk."""
    for _ in range(STEPS_A_TURN):
        if not state.stack or state.request is not None or not _pass(state):
            return
    state.stack = []
    state.blocks.append(Status("error"))


def _pass(state: State) -> bool:
    """Do the step on top. True: the walk goes on at once. False: it waits."""
    step = state.step
    state.path.append(state.here)
    if isinstance(step, Find):
        return _find(state, step)
    if isinstance(step, Need):
        return _need(state, step)
    if isinstance(step, Tell):
        return _tell(state, step)
    if isinstance(step, Try):
        return _try(state, step)
    if isinstance(step, Visit):
        return _visit(state, step)
    if isinstance(step, Case):
        return _case(state, step)
    return _human(state, step)


# --- find and need ----------------------------------------------------------------------


def _find(state: State, step: Find) -> bool:
    key = state.key(step.find, step.about)
    value = settled(state, key)
    if value is None and _obtain(state, key):
        return True
    if value is None and step.quiet:
        value = UNKNOWN
    if value is not None:
        return _branch(state, step, value)
    say(state, step.ask or state.spec(key).ask)
    _offer(state, key, options(state, step))
    return False


def _branch(state: State, step: Find, value: str) -> bool:
    target = branch(step, value)
    if target is None:
        fall_off(state)
    else:
        state.go(target)
    return True


def _need(state: State, step: Need) -> bool:
    key = state.key(step.need, step.about)
    value = settled(state, key)
    if value is None and _obtain(state, key):
        return True
    if value is not None:
        _go_or_fall(state, step.unknown if value == UNKNOWN else step.next)
        return True
    _ask_value(state, key, step.ask, required=step.unknown is None)
    return False


def settled(state: State, key: str) -> str | None:
    """The value that lets this step go on: what is known, or an unknown that was told at this very step."""
    fact = state.known(key)
    if fact is None or fact.value != UNKNOWN:
        return None if fact is None else fact.value
    told_here = fact.origin == "told" and (key.startswith(CONVERSATION) or fact.step == state.here)
    return UNKNOWN if told_here else None


def _obtain(state: State, key: str) -> bool:
    """Get a fact without the person: derive it, or request a look-up. True when there is news."""
    spec = state.spec(key)
    return _derive(state, key, spec) or _look_up(state, key, spec)


def _derive(state: State, key: str, spec: FactSpec) -> bool:
    if spec.derived is None or _failed_here(state, key):
        return False
    suffix = "@colleague" if key.endswith("@colleague") else ""
    inputs = {name: state.value(name + suffix) for name in spec.derived.inputs}
    told = {name: value for name, value in inputs.items() if value is not None}
    if len(told) < len(inputs):
        return False
    state.learn(key, FUNCTIONS[spec.derived.by](told, state.now), "derived", step=state.here)
    return True


def _look_up(state: State, key: str, spec: FactSpec) -> bool:
    if spec.look_up is None or _failed_here(state, key):
        return False
    grant = next((held for held in state.grants if spec.proof in held.scopes), None)
    if grant is None and spec.proof != "none":
        return False
    about = "colleague" if key.endswith("@colleague") else spec.about
    state.requests += 1
    ask = LookUp(f"l{state.requests}", spec.look_up, about, grant.id if grant else None, _named(state, about))
    state.request = ask
    state.wants.append(ask)
    return True


def _failed_here(state: State, key: str) -> bool:
    fact = state.known(key)
    return fact is not None and fact.value == UNKNOWN and fact.origin != "told" and fact.step == state.here


def _named(state: State, about: str) -> dict[str, str]:
    """The values that say which colleague or org is meant."""
    names = {"colleague": ("me.email@colleague", "me.username@colleague"), "org": ("org.id",)}.get(about, ())
    return {name: value for name in names if (value := state.value(name)) is not None}


def options(state: State, step: Find) -> dict[str, str]:
    """What a find offers: labels by value."""
    spec = state.library.facts[step.find]
    listed = step.options or spec.values
    if spec.type != "topic":
        return listed
    near = [topic for topic in (state.value("conversation.candidates") or "").split(",") if topic]
    titles = {topic: state.library.topics[topic].title for topic in near if topic in state.library.topics}
    return {**titles, **step.options, **spec.values}


def _offer(state: State, asked: str, offered: dict[str, str]) -> None:
    question = state.asks(asked)
    state.blocks.append(Choices([Option(f"{question}.{value}", label) for value, label in offered.items()]))


def _ask_value(state: State, key: str, ask: str, required: bool) -> None:
    spec = state.spec(key)
    say(state, ask or spec.ask)
    state.asks(key)
    if spec.branches:
        state.blocks.append(Choices([Option(f"{state.question}.{v}", label) for v, label in spec.values.items()]))
    else:
        state.blocks.append(Form(key, spec.type or "text", required))


def _go_or_fall(state: State, target: str | None) -> None:
    if target is None:
        fall_off(state)
    else:
        state.go(target)


# --- tell, try, visit, human --------------------------------------------------------------


def _tell(state: State, step: Tell) -> bool:
    for paragraph in paragraphs(step):
        say(state, paragraph)
    cite(state, step, state.top.tree)
    _go_or_fall(state, step.next)
    return True


def _try(state: State, step: Try) -> bool:
    outcome = state.known(state.here)
    if outcome is not None:
        state.go(step.otherwise if outcome.value == "otherwise" else outcome.value)
        return True
    say(state, step.intro)
    state.blocks.append(Steps([spans(state, item) for item in step.steps]))
    cite(state, step, state.top.tree)
    say(state, state.library.facts[RESULT].ask)
    _offer(state, "try", try_options(state, step))
    return False


def try_options(state: State, step: Try) -> dict[str, str]:
    """The answers to a try: solved, its own exits, and that it did not help."""
    words = state.library.facts[RESULT].values
    return {"solved": words["solved"], **step.exits, "otherwise": words["otherwise"]}


def _visit(state: State, step: Visit) -> bool:
    visits = sum(frame.role == "visit" for frame in state.stack)
    if visits >= VISIT_DEPTH:
        _go_or_fall(state, step.next)
    elif step.visit in state.library.trees:
        state.push(step.visit, "visit")
    else:
        state.push("planned", "visit", {"conversation.topic": state.library.topics[step.visit].title})
    return True


def _human(state: State, step: Human) -> bool:
    say(state, step.human)
    at = state.topic_at()
    topic = state.stack[at].tree if at is not None else None
    facts = {f.name: f.value for f in state.facts if "/" not in f.name and f.value != UNKNOWN}
    state.requests += 1
    request = HandOver(f"h{state.requests}", topic, state.here, facts, f"human.{topic}.{state.question}")
    state.request = request
    state.wants.append(request)
    return True


# --- case -----------------------------------------------------------------------------------


def _case(state: State, step: Case) -> bool:
    missing = next(missing_fields(state, step), None)
    if missing is not None:
        field, required = missing
        if not _obtain(state, field):
            _ask_value(state, field, "", required)
            return False
        return True
    if state.value("conversation.filing") == "leave":
        _leave_case(state, step)
        return True
    if state.value("conversation.filing") == "file":
        _file(state, step)
        return True
    _review(state, step)
    return False


def missing_fields(state: State, step: Case) -> Iterator[tuple[str, bool]]:
    """The fields still to collect, and whether the case needs them."""
    for field in state.library.cases[step.case].fields:
        value = settled(state, field.fact)
        if value is None or (value == UNKNOWN and field.required):
            yield field.fact, field.required


def _review(state: State, step: Case) -> None:
    spec = state.library.cases[step.case]
    say(state, state.library.facts[REVIEW].ask)
    fields = [(f.fact, state.value(f.fact)) for f in spec.fields]
    read = [f"{state.spec(key).label}: {shown(state, key, value)}" for key, value in fields if value is not None]
    state.blocks.append(Steps([[line] for line in read]))
    if state.value("conversation.filing") == "change":
        say(state, state.library.facts[CHANGE].ask)
        _offer(state, CHANGE, {key: state.spec(key).label for key, _ in fields})
    else:
        _offer(state, REVIEW, state.library.facts[REVIEW].values)


def _file(state: State, step: Case) -> None:
    spec = state.library.cases[step.case]
    fields = {f.fact: value for f in spec.fields if (value := state.value(f.fact)) is not None}
    grant = next((held.id for held in state.grants), None)
    state.requests += 1
    request = File(f"c{state.requests}", step.case, fields, f"{step.case}.{state.question}", grant)
    state.request = request
    state.wants.append(request)


def _leave_case(state: State, step: Case) -> None:
    state.note("conversation.filing", "")
    if step.otherwise is not None:
        state.go(step.otherwise)
    else:
        end_topic(state, "stopped")


def not_done(state: State, tree: str) -> None:
    """A case or a hand-over could not be made: say so, and offer to try again."""
    state.note("conversation.filing", "")
    state.push(tree, "repair")
