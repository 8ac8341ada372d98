"""`./run new TOPIC`: a tree, phrases and a test to fill in."""

import argparse
import sys
from pathlib import Path

from wayfinder.content import json_schema
from wayfinder.content.files import Loaded, read
from wayfinder.content.lint.run import problems
from wayfinder.content.lint.texts import PLACEHOLDER
from wayfinder.content.model import TopicSpec
from wayfinder.rasa import project
from wayfinder.settings import ROOT
from wayfinder.workbench.project_files import PHRASES, phrases, phrases_of
from wayfinder.workbench.scaffold import ScaffoldError, scaffold

HELP = "scaffold a topic: a tree, phrases and a test to fill in"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A topic that data/topics.yml does not have needs an area and a title."""
    parser.add_argument("topic", metavar="TOPIC", help="its id, such as partner_finder")
    parser.add_argument("--area", help="for a topic that is not in data/topics.yml: its area, such as login")
    parser.add_argument("--title", help="and its title, such as “Stuck in a login loop”")
    parser.add_argument("--sources", nargs="*", default=[], metavar="SECTION", help="sections of data/topics.yml")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the data folder (default: this project's)")


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when nothing was written, because the topic is not known or has files already."""
    data: Path = args.data
    loaded = read(data)
    try:
        spec = _spec(args, loaded)
        made = scaffold(data, args.topic, spec, known=args.topic in loaded.library.topics)
    except ScaffoldError as error:
        print(error, file=sys.stderr)
        return 1
    for path, text in {**made.new, **made.changed}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"{'wrote' if path in made.new else 'added to'} {_name(path, data)}")
    if made.changed and (data.parent / "domain.yml").is_file():
        project.write(data.parent)
    _write_schema(data)
    _say_what_is_left(args.topic, spec, data)
    return 0


def _spec(args: argparse.Namespace, loaded: Loaded) -> TopicSpec:
    known = loaded.library.topics.get(args.topic)
    if known is not None:
        return known
    if not args.area or not args.title:
        raise ScaffoldError(f"{args.topic} is not in data/topics.yml: add it there, or give --area and --title")
    gist = f"{PLACEHOLDER} what helps most people with this at once"
    return TopicSpec(area=args.area, title=args.title, status="planned", gist=gist, sources=args.sources)


def _write_schema(data: Path) -> None:
    """Update the schema, so that editors know the name of the new tree at once."""
    path, loaded = data / json_schema.FILE, read(data)
    if path.is_file() and not loaded.problems:
        path.write_text(json_schema.text(loaded.library), encoding="utf-8")


def _say_what_is_left(topic: str, spec: TopicSpec, data: Path) -> None:
    left = [problem for problem in problems(read(data)) if Path(problem.file).stem in (topic, "topics")]
    print("\nTo fill in:", *(f"  {problem}" for problem in left), sep="\n")
    if (count := phrases(data, spec.area).get(topic, 0)) < PHRASES:
        file = _name(phrases_of(data, spec.area), data)
        print(f"  {file}: `{topic}` has {count} of at least {PHRASES} phrases that people may type; 25 are better")
    print(f"\nThen: ./run walk {topic}, ./run lint, ./run prove, and mark it ready in data/topics.yml.")


def _name(path: Path, data: Path) -> Path:
    return path.resolve().relative_to(data.parent.resolve())
