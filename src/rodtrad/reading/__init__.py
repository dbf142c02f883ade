"""Documents → records, in plain Python: usable alone, without the web and without a database.

>>> source = open_source("protokoll.txt", b"Protokoll Styrgruppen 2024-03-01")
>>> read(source).body
'Styrgruppen'
"""

from rodtrad.reading.reader import read
from rodtrad.reading.record import Record
from rodtrad.reading.sources import Source, Unreadable, open_source

__all__ = ["Record", "Source", "Unreadable", "open_source", "read"]
