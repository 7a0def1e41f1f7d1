"""The driving licence: who may ask for which class, how long it runs, what it asks of its holder, when it ends."""

from cheguan.law.questions.licence import ages, classes, duties, terms

__all__ = ["ages", "classes", "duties", "terms"]
