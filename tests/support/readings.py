"""An open question, and messages as the model might have read them: each text has an axis of its own."""

from __future__ import annotations

import numpy as np

from wayfinder.engine.question import OpenOption, OpenQuestion
from wayfinder.understanding.reading import Reading, Seen

AXES = np.eye(384, dtype=np.float32)
LABELS = {"yes": "Yes, with SSO", "no": "No, with a password", "unknown": "I'm not sure"}
SSO = OpenQuestion(
    fact="sso.used",
    topic="login_loop",
    options=[OpenOption(f"1.{value}", label, value) for value, label in LABELS.items()],
    number=1,
    step="choice",
    words="Do you log in with SSO?",
)


def reading(text: str, axis: int = 9, **intents: float) -> Reading:
    """A text with the probabilities of its intents; its sentence vector is one of `AXES`."""
    seen = [Seen(name, likely, likely, likely) for name, likely in sorted(intents.items(), key=lambda each: -each[1])]
    return Reading(text, seen, AXES[axis].astype(np.float16).tobytes())
