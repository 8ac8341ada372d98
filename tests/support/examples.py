"""Three intents with two examples each: enough to test how the parts behave."""

SMALL = [
    ("i forgot my password", "password"),
    ("reset my password please", "password"),
    ("what is the weather", "weather"),
    ("will it rain tomorrow", "weather"),
    ("hello there", "greet"),
    ("good morning", "greet"),
]
