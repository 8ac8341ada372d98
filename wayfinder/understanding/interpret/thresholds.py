"""How sure the model must be, and how much of a text an option must hold.

Tuned on one half of tests/understanding/messages.yml, measured on the other: docs/understanding.md.
"""

from __future__ import annotations

# Nothing is open: a wrong topic costs one "stop", asking back costs a message each time.
TOPIC_SURE = 0.35
# A question is open: its answers often resemble topics ("the invitation one"), and a jump is rude.
TOPIC_SURE_WHEN_OPEN = 0.6
# Below this a topic is not even worth a "did you mean".
TOPIC_POSSIBLE = 0.12
# A rival with this share of the best confidence is about as likely (confidences are sharpened).
ABOUT_AS_LIKELY = 0.6
# Steering is cheap to undo, and its phrases are short, so that little similarity must do.
STEERING_SURE = 0.3
# These answer a question or end the topic, and nobody is asked back.
DECIDING_SURE = 0.5
DECIDING = ("affirm", "deny", "solved", "skip", "talk_to_human")
# Inside a free text only an unmistakable wish to steer counts; the rest is the text.
STEERING_SURE_IN_TEXT = 0.8
# A text made mostly of words of an option is an answer, unless the model is as sure as this of something else.
UNMISTAKABLE = 0.9
MOSTLY = 0.51
# How much of a text has to be words of an option before it hints at it.
A_THIRD = 1 / 3
# How many topics are offered when several are meant, or none is sure.
CLOSEST = 3
