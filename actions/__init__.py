"""What Rasa's own action server runs (`./run rasa run actions`): the one action, re-exported."""

from wayfinder.rasa.action import ActionWalk as ActionWalk
