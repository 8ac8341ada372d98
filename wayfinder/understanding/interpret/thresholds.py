"""The confidence that the model needs, and the share of a text's words that an option must have.

Tuned on one half of tests/understanding/messages.yml, measured on the other: docs/understanding.md.
"""

from __future__ import annotations

# No question is open: a wrong topic costs one "stop", while asking back always costs a message.
TOPIC_SURE = 0.35
# A question is open: answers often resemble topics ("the invitation one"), and jumping to one is rude.
TOPIC_SURE_WHEN_OPEN = 0.6
# Below this a topic is not even worth a "did you mean".
TOPIC_POSSIBLE = 0.12
# A rival with this share of the best confidence is about as likely (confidences are sharpened).
ABOUT_AS_LIKELY = 0.6
# Steering is easy to undo, and its phrases are short, so a low similarity is enough.
STEERING_SURE = 0.3
# These answer a question or end the topic without asking back.
DECIDING_SURE = 0.5
DECIDING = ("affirm", "deny", "solved", "skip", "talk_to_human", "file_case")
# The model knows English. In another language it goes by names such as "Trailblazer", and a person is offered besides.
TOPIC_SURE_ABROAD = 0.3
STEERING_SURE_ABROAD = 0.4
# Inside a free text only an unmistakable wish to steer counts; the rest is the text.
STEERING_SURE_IN_TEXT = 0.8
# A text made mostly of words of an option is an answer, unless the model is as sure as this of something else.
UNMISTAKABLE = 0.9
MOSTLY = 0.51
# How much of a text has to be words of an option before it hints at it.
A_THIRD = 1 / 3
# How many topics are offered when several are meant, or none is sure.
CLOSEST = 3
# A refusal to give a value is short; a longer text that begins with a negation is about something else.
REFUSAL_WORDS = 8
