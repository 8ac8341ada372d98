"""Whether the tests notice small faults: puts one after the other into the code, and counts those that no test notices.

    .venv/bin/python -m bench.mutants                         # 40 faults in each part, drawn with seed 1
    .venv/bin/python -m bench.mutants --each 10 --seed 7 --parts engine driver
    .venv/bin/python -m bench.mutants --again                 # only what survived last time

Each mutant is one change in one file, made in a copy of the checkout in a temporary folder. It meets the quick tests of
its own package first, and where it survives, the slow ones and those of the packages above (not with `--near`; with
`--scenarios` those of tests/scenarios too). No trained model is needed. Tests that hang count as failed. The goal is
90 %. What survives is in results/mutants.jsonl, to be judged by hand: some faults change nothing that anybody could
notice. Nothing else should strain the machine meanwhile: a test that fails for want of time seems to notice a fault.

Scores of 2026-11-27, quick tests only (`--near`), on two cores that other work kept busy. A sample depends on the code:
    --each 40             134 of 160 noticed. Of the other 26, 17 are noticed now (151 of 160), 9 change nothing.
    --each 20 --seed 2    drawn after that: 65 of 80. Of the other 15, 9 are noticed now (74 of 80), 6 change nothing.
Those that change nothing: sizes of thread and connection pools, `[0]` or `[-1]` of one option, and the like.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from rich.console import Console
from rich.table import Table

from bench.mutant_copies import ROOT, Copies
from bench.mutant_parts import PARTS
from bench.mutations import Mutant, mutants

RESULTS = ROOT / "results" / "mutants.jsonl"


class Result(msgspec.Struct, frozen=True):
    """What became of a mutant. `killed_by` is a test, or `time` when the tests took too long; None: it survived."""

    part: str
    mutant: Mutant
    killed_by: str | None


def main() -> int:
    """Try mutants, and show what survives."""
    asked = _arguments()
    console = Console(highlight=False)
    drawn = _survivors(asked.parts) if asked.again else _drawn(asked.parts, asked.each, asked.seed)
    with TemporaryDirectory() as folder, ThreadPoolExecutor(asked.workers) as pool:
        copies = Copies(Path(folder), asked.workers)
        console.print(f"{len(drawn)} mutants; first the tests without any")
        _check(copies, sorted({part for part, _ in drawn}), pool)
        results = list(_shown(console, _tried(copies, drawn, asked, pool), len(drawn)))
    console.print(_table(results))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--each", type=int, default=40, help="how many mutants of each part")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parts", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many are tried at once")
    parser.add_argument("--near", action="store_true", help="only the quick tests of the mutant's own package")
    parser.add_argument("--scenarios", action="store_true", help="survivors meet tests/scenarios too")
    parser.add_argument("--again", action="store_true", help="only what survived last time, in results/mutants.jsonl")
    return parser.parse_args()


def _drawn(parts: Iterable[str], each: int, seed: int) -> list[tuple[str, Mutant]]:
    """A sample of each part, mixed, so that a run that is cut short has seen something of all."""
    drawn = [(part, it) for part in parts for it in _sample(part, each, random.Random(f"{seed} {part}"))]
    return random.Random(seed).sample(drawn, len(drawn))


def _sample(part: str, each: int, dice: random.Random) -> list[Mutant]:
    files = PARTS[part].files(ROOT)
    found = [mutant for file in files for mutant in mutants(file, (ROOT / file).read_bytes())]
    return dice.sample(found, min(each, len(found)))


def _survivors(parts: Iterable[str]) -> list[tuple[str, Mutant]]:
    found = [msgspec.json.decode(line, type=Result) for line in RESULTS.read_bytes().splitlines()]
    return [(it.part, it.mutant) for it in found if it.killed_by is None and it.part in parts]


def _check(copies: Copies, parts: Iterable[str], pool: Executor) -> None:
    """Raises SystemExit when a test fails without a fault: it would seem to notice every one."""
    failures = pool.map(copies.failure, [PARTS[part].near(copies.folder) for part in parts])
    for failure in filter(None, failures):
        raise SystemExit(f"without a fault, this fails: {failure}")


def _tried(
    copies: Copies, drawn: list[tuple[str, Mutant]], asked: argparse.Namespace, pool: Executor
) -> Iterator[Result]:
    def one(part: str, mutant: Mutant) -> Result:
        wider = [] if asked.near else PARTS[part].wider(copies.folder)
        trials = (PARTS[part].near(copies.folder), wider, ["tests/scenarios"] if asked.scenarios else [])
        failures = (copies.failure(tests, mutant) for tests in trials if tests)
        return Result(part, mutant, next(filter(None, failures), None))

    trying = [pool.submit(one, *it) for it in drawn]
    try:
        yield from (done.result() for done in as_completed(trying))
    finally:  # when it is interrupted
        for each in trying:
            each.cancel()


def _shown(console: Console, results: Iterable[Result], count: int) -> Iterator[Result]:
    """Write each result down as it comes: a run that is cut short has its results too."""
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("wb") as file:
        for number, it in enumerate(results, 1):
            file.write(msgspec.json.encode(it) + b"\n")
            file.flush()
            what = f"{it.mutant.file}:{it.mutant.line} {it.mutant.kind}"
            console.print(f"{number}/{count} {what}: {it.killed_by or 'SURVIVED'}", markup=False, soft_wrap=True)
            if it.killed_by is None:
                console.print(f"    {it.mutant.before}\n    -> {it.mutant.after}", markup=False, soft_wrap=True)
            yield it


def _table(results: list[Result]) -> Table:
    table = Table("part", "mutants", "killed", "score")
    for part in [*PARTS, None]:
        of_part = [it for it in results if part in (it.part, None)]
        killed = sum(it.killed_by is not None for it in of_part)
        if of_part:
            table.add_row(part or "all", str(len(of_part)), str(killed), f"{killed / len(of_part):.0%}")
    return table


if __name__ == "__main__":
    raise SystemExit(main())
