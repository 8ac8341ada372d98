"""Rules about one step: the names in it exist, every value has its branch, a question has words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wayfinder.content.contract import OTHER, UNKNOWN, Result
from wayfinder.content.facts import FactSpec
from wayfinder.content.lint.base import Context, Finding, listed, unknown
from wayfinder.content.lint.proposals import alternatives, remedy_names
from wayfinder.content.lint.texts import word_count
from wayfinder.content.model import OPTIONS_LIMIT, REPLY_WORDS
from wayfinder.content.steps import Case, Find, Need, Remedies, Step, Tell, Try, Visit

StepRule = Callable[[Context, Step], Iterator[Finding]]


def fact_of(context: Context, step: Step) -> FactSpec | None:
    """The declaration of the fact that a find or need is about, if it can be read."""
    return context.library.facts.get(step.fact or "")


def unknown_steps(context: Context, step: Step) -> Iterator[Finding]:
    """Every target is a step of this tree."""
    for place, target in step.ways():
        if target not in context.steps:
            yield unknown("step", target, context.steps, "write it, or name one of this tree"), place


def unknown_names(context: Context, step: Step) -> Iterator[Finding]:
    """Every fact, tree, case and section that the step names exists."""
    known = context.known
    if isinstance(step, Find) and step.find not in known.facts:
        yield unknown("fact", step.find, known.facts, "declare it in data/facts.yml"), ("find",)
    if isinstance(step, Need) and step.need not in known.facts:
        yield unknown("fact", step.need, known.facts, "declare it in data/facts.yml"), ("need",)
    if isinstance(step, Visit) and step.visit not in known.trees | known.topics:
        yield unknown("tree", step.visit, known.trees | known.topics, "write it in data/trees"), ("visit",)
    if isinstance(step, Case) and step.case not in known.cases:
        yield unknown("case", step.case, known.cases, "declare it in data/cases.yml"), ("case",)
    for at, section in enumerate(step.sources):
        if section not in known.sections:
            yield unknown("source section", section, known.sections, "see data/topics.yml"), ("sources", at)


def branches(context: Context, step: Step) -> Iterator[Finding]:
    """A find has a branch for every value of its fact, and for `unknown`."""
    spec = fact_of(context, step)
    if not isinstance(step, Find) or spec is None:
        return
    if not spec.values and spec.type != "topic":
        yield f"`{step.find}` is a value that people type, not one to branch on: use `need`", ("find",)
        return
    if UNKNOWN not in step.then:
        yield "`unknown` has no branch: name the step for those who do not know", ("then",)
    yield from _uncovered(step, spec)
    for value in step.then:
        if value not in {*spec.values, OTHER, UNKNOWN}:
            yield unknown("value", value, spec.values, f"{step.find} has {listed(spec.values)}"), ("then", value)


def _uncovered(step: Find, spec: FactSpec) -> Iterator[Finding]:
    if OTHER in step.then:
        return
    missing = [value for value in spec.values if value not in step.then and value != UNKNOWN]
    if missing:
        yield f"no branch for {listed(missing)}: add it to `then`, or `other` for all the rest", ("then",)
    if spec.type == "topic":
        yield "people may mean any topic: add `other` to `then`", ("then",)


def options(context: Context, step: Step) -> Iterator[Finding]:
    """The options of a find are values of its fact; when it asks for a topic, they may be topics too."""
    spec = fact_of(context, step)
    if not isinstance(step, Find) or spec is None:
        return
    values = {*spec.values, *(context.known.topics if spec.type == "topic" else ())}
    for value in step.options:
        if value not in {*values, UNKNOWN}:
            hint = f"{step.find} has {listed(spec.values)}"
            yield unknown("value", value, values, hint), ("options", value)


def few_options(context: Context, step: Step) -> Iterator[Finding]:
    """No step has more options than every face can show."""
    if not isinstance(step, (Find, Need, Try, Remedies)) or (isinstance(step, Find) and step.never_asks):
        return
    spec = context.library.facts.get(step.asks) if isinstance(step, (Try, Remedies)) else fact_of(context, step)
    offered = step.offers(spec) if spec is not None else {}
    # "Look it up for me" is offered beside the others.
    wished = 0 if isinstance(step, Try) or spec is None else int(spec.may_be_wished)
    if len(offered) + wished > OPTIONS_LIMIT:
        yield f"{len(offered) + wished} options, at most {OPTIONS_LIMIT} can be shown: ask in two steps", ("options",)


def few_words(context: Context, step: Step) -> Iterator[Finding]:
    """What a step says fits into one reply."""
    count = sum(word_count(text, context.library.links) for text in _said(step))
    if count > REPLY_WORDS:
        yield f"{count} words, at most {REPLY_WORDS} can be said at once: say less, or part it with `done`", (step.KEY,)


def _said(step: Step) -> list[str]:
    if isinstance(step, Tell):
        return step.paragraphs
    return [step.intro, *step.steps] if isinstance(step, Try) else []


def exits(context: Context, step: Step) -> Iterator[Finding]:
    """No exit has the name of an answer that all advice has."""
    del context
    for name in step.exits if isinstance(step, (Try, Remedies)) else ():
        if name in tuple(Result):
            yield f"`{name}` is an answer that every remedy has: call that step something else", ("exits", name)


def examples(context: Context, step: Step) -> Iterator[Finding]:
    """Examples are of exits, with words, and none means two of them."""
    del context
    if not isinstance(step, (Try, Remedies)):
        return
    seen: set[str] = set()
    for name, texts in step.examples.items():
        if name not in step.exits:
            yield unknown("exit", name, step.exits, "examples are of answers under `exits`"), ("examples", name)
        for at, text in enumerate(texts):
            if not text.strip():
                yield "an example has no words: write an answer that people give", ("examples", name, at)
            elif text.casefold() in seen:
                yield f"`{text}` is an example twice in this step: keep one", ("examples", name, at)
            seen.add(text.casefold())


def words_to_ask(context: Context, step: Step) -> Iterator[Finding]:
    """Every step that may ask has a question."""
    spec = fact_of(context, step)
    if spec is None or (isinstance(step, Find) and step.never_asks):
        return
    if not getattr(step, "ask", "") and not spec.ask:
        yield "there is no question: write `ask` context, or with the fact", ()


def about(context: Context, step: Step) -> Iterator[Finding]:
    """`about` fits the fact: only facts about me can be about a colleague instead."""
    spec = fact_of(context, step)
    if not isinstance(step, (Find, Need)) or spec is None or step.about in (None, spec.about):
        return
    if not (step.about == "colleague" and spec.about == "me"):
        yield f"`about: {step.about}` does not go with a fact about {spec.about}: leave it out", ("about",)


def sure_of_end(context: Context, step: Step) -> Iterator[Finding]:
    """A topic does not end right after asking for a value, without saying anything."""
    if isinstance(step, Need) and step.next is None and context.tree.tree in context.known.topics:
        yield "dead end: the topic would end here with nothing said: add `next`", ("need",)


def a_way_on(context: Context, step: Step) -> Iterator[Finding]:
    """Where a value is typed, there is an option for those who cannot give it."""
    spec = fact_of(context, step)
    if isinstance(step, Need) and spec is not None and spec.type is not None and not (spec.cannot or spec.values):
        yield f"`{step.need}` has no option for those who cannot give it: write its `cannot`", ("need",)


STEP_RULES: tuple[StepRule, ...] = (
    unknown_steps,
    unknown_names,
    branches,
    options,
    few_options,
    exits,
    examples,
    few_words,
    words_to_ask,
    about,
    sure_of_end,
    a_way_on,
    remedy_names,
    alternatives,
)
