"""The verbs of the command line, in the order in which a newcomer meets them: name -> module."""

DEFAULT = "up"

VERBS: dict[str, str] = {
    "up": "wayfinder.cli.up",
    "chat": "wayfinder.cli.chat",
    "walk": "wayfinder.cli.walk",
    "walks": "wayfinder.cli.walks",
    "new": "wayfinder.cli.new",
    "lint": "wayfinder.cli.lint",
    "prove": "wayfinder.cli.prove",
    "draw": "wayfinder.cli.draw",
    "back-office": "wayfinder.cli.back_office",
    "train": "wayfinder.cli.train",
    "evaluate": "wayfinder.cli.evaluate",
    "explain": "wayfinder.cli.explain",
    "rasa": "wayfinder.cli.rasa_command",
    "schema": "wayfinder.cli.schema",
    "lock": "wayfinder.cli.lock",
}
