"""Words, numbers and dates in the reader's language: French first, English complete.

French is the language of the source: every text is written in French in the code and translated by `en.po`.
"""

from kpitools.language.language import CODES, Language, language
from kpitools.language.messages import french_spaces, mark

__all__ = ["CODES", "Language", "french_spaces", "language", "mark"]
