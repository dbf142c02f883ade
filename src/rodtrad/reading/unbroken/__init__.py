"""Texts that lost their line breaks, the whole on one line or a page on each: cut again where something begins.

Nothing is added or moved. A page's head is left out; a line begins at a numbered heading and behind its title, at a
label, a bullet, a clause of a list, and a sentence that decides.
"""

from rodtrad.reading.unbroken.cut import broken_again

__all__ = ["broken_again"]
