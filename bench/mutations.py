"""Small faults that can be put into a Python file, one at a time, for `bench.mutants`.

Comparisons and their bounds, `and`/`or`, negated conditions, filters left out, numbers off by one, truth values turned,
`return None`, statements, guards and keyword arguments left out. Strings stay as they are.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

import msgspec

Change = tuple[str, ast.AST, str]
SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


class Mutant(msgspec.Struct, frozen=True):
    """One fault in one file: the bytes from `start` to `end`, which are `before`, become `after`."""

    file: str
    line: int
    kind: str
    start: int
    end: int
    before: str
    after: str

    def applied(self, source: bytes) -> bytes:
        """The file with the fault in it.

        Raises:
            ValueError: when the file has changed since the mutant was made.
        """
        if source[self.start : self.end] != self.before.encode():
            raise ValueError(f"{self.file} has changed: line {self.line} was {self.before!r}")
        return source[: self.start] + self.after.encode() + source[self.end :]


def mutants(file: str, source: bytes) -> list[Mutant]:
    """All faults that can be put into a file, in the order of their places. Those that do not compile are left out."""
    starts = _line_starts(source)
    found = [_mutant(file, source, starts, change) for change in _changes(ast.parse(source))]
    return [mutant for mutant in found if mutant.before != mutant.after and _compiles(mutant.applied(source))]


def _mutant(file: str, source: bytes, starts: list[int], change: Change) -> Mutant:
    kind, node, after = change
    start, end = (
        starts[getattr(node, line) - 1] + getattr(node, column)
        for line, column in (("lineno", "col_offset"), ("end_lineno", "end_col_offset"))
    )
    return Mutant(file, getattr(node, "lineno", 0), kind, start, end, source[start:end].decode(), after)


def _line_starts(source: bytes) -> list[int]:
    starts = [0]
    for line in source.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _compiles(source: bytes) -> bool:
    try:
        compile(source, "mutant", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


def _changes(node: ast.AST) -> Iterator[Change]:
    # Before Python 3.12 the parts of an f-string do not know where they stand.
    if isinstance(node, ast.JoinedStr):
        return
    for operator in OPERATORS:
        yield from operator(node)
    for name, value in ast.iter_fields(node):
        # What a class is made with, and decorators, are how it is written rather than what it does.
        if name == "decorator_list" or (name == "keywords" and isinstance(node, ast.ClassDef)):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _changes(child)


def _comparison(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            changed = copy.copy(node)
            changed.ops = [*node.ops[:at], SWAPPED[type(operator)](), *node.ops[at + 1 :]]
            yield "comparison", node, ast.unparse(changed)


def _boolean(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and/or", node, ast.unparse(ast.BoolOp(other, node.values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not left out", node, ast.unparse(node.operand)


def _condition(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield "condition negated", node.test, f"not ({ast.unparse(node.test)})"
    if isinstance(node, ast.comprehension):
        yield from (("filter left out", test, "True") for test in node.ifs)


def _constant(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield "truth turned", node, repr(not node.value)
    elif isinstance(node.value, (int, float)):
        yield "one more", node, repr(node.value + 1)
        yield "one less", node, repr(node.value - 1)


def _returned(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Return) and node.value is not None:
        yield "nothing returned", node, "return None"


def _statement(node: ast.AST) -> Iterator[Change]:
    called = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    # A local name that is never given a value fails at once: that is no fault to look for.
    kept = isinstance(node, ast.Assign) and not any(isinstance(target, ast.Name) for target in node.targets)
    if called or kept or isinstance(node, (ast.AugAssign, ast.Raise)):
        yield "statement left out", node, "pass"


def _guard(node: ast.AST) -> Iterator[Change]:
    if (
        isinstance(node, ast.If)
        and not node.orelse
        and isinstance(node.body[-1], (ast.Return, ast.Continue, ast.Break))
    ):
        yield "guard left out", node, "pass"


def _keyword(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Call):
        for at, keyword in enumerate(node.keywords):
            changed = ast.Call(node.func, node.args, [*node.keywords[:at], *node.keywords[at + 1 :]])
            yield f"{keyword.arg or '**'}= left out", node, ast.unparse(changed)


OPERATORS: tuple[Callable[[ast.AST], Iterator[Change]], ...] = (
    *(_comparison, _boolean, _condition, _constant),
    *(_returned, _statement, _guard, _keyword),
)
