"""People in words."""

from careshare.sentences import Sentence

SENTENCES: dict[str, Sentence] = {}
