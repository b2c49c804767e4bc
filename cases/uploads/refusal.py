"""A file that is not taken."""

from django.utils.functional import Promise


class Refused(ValueError):
    """``sentence`` says what is wrong with the file and what to do; it never repeats its name."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence
