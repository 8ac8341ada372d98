"""Which facts the steps ahead of a walk can still read: no other fact can change how the walk ends.

An example, the tree `loop`, whose fact `state` has the values open, held and shut:

    a: {find: route, then: {mail: b, web: b, unknown: b}}
    b: {find: state, then: {open: c, held: c, shut: d, unknown: c}}
    c: {try: [Do this.], otherwise: d}
    d: {human: A person.}

From `a` on a walk can read `route`, `state` and the result of the procedure `loop/c`; from `b` on `route` is not read
any more, so walks that differ only in their route are in one state at `b`. Whoever arrives at `a` knowing that `state`
is held goes the same way as with open: both are kept as open, one state. `explore` counts walks by these states.

Procedures tried and unknowns met inside a visited tree are left out on purpose when the visit returns. A second visit
in the same walk then counts as if it asked about them again, although the engine would not: the proof may count walks
that cannot happen, but misses none.

A remedy with a name is read by the steps that propose it, and known only once it is gone. While nothing is known of it
it may be either: the person can report a remedy at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from typing_extensions import assert_never

from wayfinder.content.contract import ADDRESS, CONVERSATION, CONVERSATION_AREA, UNKNOWN, Repair
from wayfinder.content.fact_key import FactKey
from wayfinder.content.facts import FactSpec
from wayfinder.content.model import Library, Tree
from wayfinder.content.steps import Case, Find, Human, Need, Remedies, Step, Tell, Try, Visit, branch, targets
from wayfinder.engine.remedies import not_worth
from wayfinder.engine.walk import Walk

# What is known, by the text of a fact's key, the step (`tree/step`) of a procedure or `remedy:NAME`: a value; `KNOWN`
# when only matters that there is one; or `UNKNOWN_AT` and the step at which the fact stayed unknown.
Env = frozenset[tuple[str, str]]
KNOWN = "*"
UNKNOWN_AT = "?"
GONE = "gone"  # the value of a remedy that is not worth trying any more
_REMEDY = "remedy:"

# Facts by name, and where each is read: `tree/step`, or empty for a fact that a derivation uses.
Places = frozenset[tuple[str, str]]


class Reading:
    """What the trees of a library read; each answer is worked out once and kept."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._closures: dict[str, frozenset[str]] = {}
        self._trees: dict[tuple[str, frozenset[str]], Places] = {}
        self._steps: dict[tuple[str, str | None, bool, frozenset[str]], Places] = {}
        self._readers: dict[Places, dict[str, frozenset[str]]] = {}
        self._alike: dict[tuple[str, str, frozenset[str]], str] = {}

    def visited(self, step: Visit) -> Tree:
        """The tree that a visit walks: for a planned topic, the tree that says that it is planned."""
        return self.library.trees.get(step.visit) or self.library.trees[Repair.PLANNED]

    def after(
        self, tree: str, step: str | None, *, visits: bool = True, within: frozenset[str] = frozenset()
    ) -> Places:
        """What can be read from this step on, in this tree and, with `visits`, in the trees that it visits.

        Trees that are already being walked (`within`) are not followed again.
        """
        key = (tree, step, visits, within)
        if key not in self._steps:
            found: set[tuple[str, str]] = set()
            for name in self._reachable(tree, step):
                each = self.library.trees[tree].steps[name]
                if isinstance(each, Visit) and visits:
                    found |= self.inside(self.visited(each).tree, within | {tree})
                found |= self._own(tree, name)
            self._steps[key] = frozenset(found)
        return self._steps[key]

    def inside(self, tree: str, within: frozenset[str]) -> Places:
        """The facts known before a visit that the visited tree can read."""
        key = (tree, within & self.visits(tree))
        if key not in self._trees:
            names = self._visits(tree, within)
            own = {place for name in names for place in self.after(name, self._start(name), visits=False)}
            self._trees[key] = frozenset(place for place in own if not is_local(place[0]))
        return self._trees[key]

    def visits(self, tree: str) -> frozenset[str]:
        """A tree and all trees that it visits, directly or through others."""
        if tree not in self._closures:
            self._closures[tree] = self._visits(tree, frozenset())
        return self._closures[tree]

    def _visits(self, tree: str, within: frozenset[str]) -> frozenset[str]:
        found: set[str] = set()
        waiting = [tree]
        while waiting:
            name = waiting.pop()
            if name not in found and name not in within:
                found.add(name)
                steps = self.library.trees[name].steps.values()
                waiting += [self.visited(step).tree for step in steps if isinstance(step, Visit)]
        return frozenset(found)

    def keep(self, known: Mapping[str, str], places: Places) -> dict[str, str]:
        """The known facts that can still be read. Values that lead the same way everywhere become one, the first."""
        readers = self.readers(places)
        kept: dict[str, str] = {}
        for key, value in known.items():
            if key not in readers:
                continue
            if not value.startswith(UNKNOWN_AT):
                kept[key] = self._one_of(key, value, readers[key])
            elif value[1:] in readers[key]:
                kept[key] = value
        return kept

    def readers(self, places: Places) -> Mapping[str, frozenset[str]]:
        """The steps that read each fact, by fact."""
        if places not in self._readers:
            found: dict[str, set[str]] = {}
            for key, here in places:
                found.setdefault(key, set()).add(here)
            self._readers[places] = {key: frozenset(readers) for key, readers in found.items()}
        return self._readers[places]

    def _one_of(self, key: str, value: str, readers: frozenset[str]) -> str:
        """The first value that leads to the same steps as this one, wherever the fact is read."""
        if is_local(key) or is_remedy(key) or value == KNOWN:
            return value
        if (key, value, readers) not in self._alike:
            finds = [step for here in readers if here and isinstance(step := self._step(here), Find)]
            ways = [branch(step, value) for step in finds]
            values = (each for each in spec_of(self.library, key).values if each != UNKNOWN)
            alike = (each for each in values if [branch(step, each) for step in finds] == ways)
            self._alike[key, value, readers] = next(alike, value) if finds else KNOWN
        return self._alike[key, value, readers]

    def _step(self, here: str) -> Step:
        tree, _, step = here.partition("/")
        return self.library.trees[tree].steps[step]

    def _own(self, tree: str, name: str) -> set[tuple[str, str]]:
        here = f"{tree}/{name}"
        step = self.library.trees[tree].steps[name]
        remedies = {(remedy_read(key), here) for key in [*step.proposes, *step.renews]}
        if isinstance(step, (Try, Remedies)):
            return {(here, here), *remedies}  # the result of an earlier attempt
        keys = list(read_by(self.library, step))
        inputs = {(fact, "") for key in keys for fact in inputs_of(self.library, key)}
        wish = {(here, here)} if offers_wish(self.library, step, here) else set()  # whether the proof could not be had
        return {(key, here) for key in keys} | inputs | remedies | wish

    def _start(self, tree: str) -> str:
        return self.library.trees[tree].start

    def _reachable(self, tree: str, step: str | None) -> set[str]:
        steps: Mapping[str, Step] = self.library.trees[tree].steps
        found: set[str] = set()
        waiting = [step] if step is not None else []
        while waiting:
            name = waiting.pop()
            if name in steps and name not in found:
                found.add(name)
                waiting += targets(steps[name])
        return found


def is_local(key: str) -> bool:
    """Whether this stays within its tree: a procedure tried, or a detail of the conversation."""
    return is_try(key) or key.startswith(CONVERSATION)


def is_try(key: str) -> bool:
    """Whether it is a procedure (`tree/step`) or a wish that came to nothing there, not a fact."""
    return "/" in key


def is_remedy(key: str) -> bool:
    """Whether it is a remedy of data/remedies.yml, not a fact."""
    return key.startswith(_REMEDY)


def remedy_read(remedy: str) -> str:
    """The text by which a remedy (`name` or `name@colleague`) is known here."""
    return _REMEDY + remedy


def key_of(library: Library, step: Find | Need) -> str:
    """The key under which the fact of a step is kept, as text."""
    return str(library.key(step.fact, step.about))


def offers_wish(library: Library, step: Step, here: str) -> bool:
    """Whether the step (at `tree/step`) offers "Look it up for me" to those who have proved nothing."""
    if library.trees[here.partition("/")[0]].area == CONVERSATION_AREA:
        return False
    asks = isinstance(step, Need) or (isinstance(step, Find) and not step.never_asks)
    return asks and library.facts[step.fact or ""].may_be_wished


def spec_of(library: Library, key: str) -> FactSpec:
    """The declaration of a kept fact."""
    return library.facts[FactKey.parse(key).name]


def inputs_of(library: Library, key: str) -> list[str]:
    """The facts that this one can be derived from."""
    derived = spec_of(library, key).derived
    return [str(FactKey.parse(key).of_same_person(name)) for name in derived.inputs] if derived is not None else []


def read_by(library: Library, step: Step) -> Iterator[str]:
    """The facts that a step itself reads."""
    match step:
        case Find() | Need():
            yield key_of(library, step)
        case Case():
            yield from (fact for field in library.cases[step.case].fields for fact in field.facts)
        case Human():
            yield ADDRESS
        case Tell() | Try() | Remedies() | Visit():
            pass
        case _:
            assert_never(step)


def known_in(walk: Walk) -> dict[str, str]:
    """The facts known in a walk of the engine, the results of the procedures tried, and the remedies that are gone."""
    known = {tried.step: tried.result for tried in walk.tries}
    known |= {remedy_read(remedy): GONE for remedy in not_worth(walk)}
    facts = {str(fact.key): fact for fact in walk.facts}
    return known | {key: UNKNOWN_AT + (f.step or "") if f.value == UNKNOWN else f.value for key, f in facts.items()}
