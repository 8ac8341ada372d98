"""Finds the open option that a text means. Each function returns one option or None, and never guesses between two."""

from __future__ import annotations

from collections.abc import Callable

from wayfinder.content.contract import UNKNOWN
from wayfinder.engine.question import OpenOption
from wayfinder.understanding.interpret.thresholds import A_THIRD
from wayfinder.understanding.interpret.wording import negates, telling
from wayfinder.understanding.phrasebook import phrasebook
from wayfinder.understanding.tokens import phrase, words
from wayfinder.understanding.typos import SHORTEST, same_but_for_typos

Options = list[OpenOption]


def named(text: str, options: Options) -> OpenOption | None:
    """The option that the text names by its position, its words or their beginning; a typo is allowed."""
    said = phrase(text)
    return _at_position(said, options) or _by_words(said, options) or _yes_or_no_word(said, options)


def described(text: str, options: Options) -> OpenOption | None:
    """The only option that has all distinguishing words of the text, typos allowed: "the invitation one"."""
    telling_words = telling(text)
    if not telling_words:
        return None
    return _only(options, lambda option: _holds(_words_of(option), telling_words))


def hinted(text: str, options: Options, share: float = A_THIRD) -> OpenOption | None:
    """The option that has the most distinguishing words of the text, and more than this share of them. Weak evidence.

    Names that contradict the text (one has a negation, the other does not) count only when no other name decides.
    """
    said = telling(text) - phrasebook().negations
    alike = [len(said & _words_of(option, negates(text))) for option in options]
    found = _most(text, options, alike, share * len(said))
    return found or _most_in_any_name(text, options, share)


def _most_in_any_name(text: str, options: Options, share: float) -> OpenOption | None:
    said = telling(text)
    best = _most(text, options, [len(said & _words_of(option)) for option in options], share * len(said))
    if best is None or not said & _words_of(best) - (phrasebook().negations - phrasebook().no):
        return None
    if any(negates(name) == negates(text) for name in names(best)):
        return best
    return disagreeing(options) if best == agreeing(options) else None


def _most(text: str, options: Options, shared: list[int], least: float) -> OpenOption | None:
    """The option that shares most words; in a tie, one like "Somebody else, or I'm not sure" loses."""
    first = [option for option, count in zip(options, shared, strict=True) if 0 < count == max(shared) >= least]
    if len(first) > 1 and not negates(text):
        first = [option for option in first if option.value != UNKNOWN]
    return first[0] if len(first) == 1 else None


def answered_first(text: str, options: Options) -> OpenOption | None:
    """The yes or the no that a longer answer begins with: "no, I used a bookmark"."""
    if "but" in words(text):
        return None
    return _yes_or_no_word(" ".join(words(text)[:1]), options)


def agreeing(options: Options) -> OpenOption | None:
    """The one option that is a yes."""
    return _beginning(options, phrasebook().yes)


def disagreeing(options: Options) -> OpenOption | None:
    """The one option that is a no."""
    return _beginning(options, phrasebook().no)


def _beginning(options: Options, with_words: frozenset[str]) -> OpenOption | None:
    """The only option that begins with such a word. Synonyms count only if no label, which people see, does."""
    labels = [option for option in options if _begins(option.label, with_words)]
    if labels:
        return labels[0] if len(labels) == 1 else None
    return _only(options, lambda option: any(_begins(name, with_words) for name in names(option)))


def names(option: OpenOption) -> list[str]:
    """All names of the option: its label, value and synonyms, as phrases."""
    return [phrase(name) for name in (option.label, option.value.replace("_", " "), *option.synonyms)]


def _at_position(said: str, options: Options) -> OpenOption | None:
    table = phrasebook()
    left = [word for word in said.split() if word not in table.around] or said.split()
    if len(left) != 1:
        return None
    if left[0] in table.last and options:
        return options[-1]
    numbers = [number for number, forms in enumerate(table.positions) if left[0] in forms]
    return options[numbers[0]] if numbers and numbers[0] < len(options) else None


def _by_words(said: str, options: Options) -> OpenOption | None:
    if not said:
        return None
    return (
        _only(options, lambda option: said in names(option))
        or _only(options, lambda option: said == without_answer(option.label))
        or _yes_or_no(said, options)
        or _only(options, lambda option: any(_is_beginning(said, name) for name in names(option)))
        or _only(options, lambda option: any(same_but_for_typos(said, name) for name in names(option)))
    )


def without_answer(label: str) -> str:
    """The label without its yes or no: for "Yes, file it" that is "file it"."""
    first, _, rest = phrase(label).partition(" ")
    return rest if first in phrasebook().yes | phrasebook().no else ""


def _yes_or_no(said: str, options: Options) -> OpenOption | None:
    if said in phrasebook().yes:
        return agreeing(options)
    return disagreeing(options) if said in phrasebook().no else None


def _yes_or_no_word(said: str, options: Options) -> OpenOption | None:
    if any(same_but_for_typos(said, word) for word in phrasebook().yes):
        return agreeing(options)
    if any(same_but_for_typos(said, word) for word in phrasebook().no):
        return disagreeing(options)
    return None


def _is_beginning(said: str, name: str) -> bool:
    """Whether the name begins with these whole words, and they are distinguishing words, unlike "it" or "the"."""
    tells = bool(telling(said)) or said in phrasebook().yes | phrasebook().no
    return tells and f"{name} ".startswith(f"{said} ")


def _words_of(option: OpenOption, negating: bool | None = None) -> set[str]:
    """The distinguishing words of its names: of all, or only of those with (True) or without (False) a negation."""
    return set().union(*(telling(name) for name in names(option) if negating in (None, negates(name))))


def _holds(known: set[str], telling_words: set[str]) -> bool:
    """Whether all words are among the known ones; typos are allowed in words that are long enough."""
    return all(word in known or (len(word) >= SHORTEST and _resembles(word, known)) for word in telling_words)


def _resembles(word: str, known: set[str]) -> bool:
    return any(same_but_for_typos(word, other) for other in known)


def _begins(name: str, with_words: frozenset[str]) -> bool:
    first = words(name)[:1]
    return bool(first) and first[0] in with_words


def _only(options: Options, fits: Callable[[OpenOption], bool]) -> OpenOption | None:
    found = [option for option in options if fits(option)]
    return found[0] if len(found) == 1 else None
