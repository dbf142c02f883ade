"""Which reader read a document: the program's version, and a digest of the reader's own source and data.

A rule that is changed makes another reader, whatever the program calls itself; so what was read before can be told.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final

from rodtrad import __version__

HERE: Final = Path(__file__).parent


def _digest() -> str:
    found = sha256()
    for path in sorted(path for path in HERE.rglob("*") if path.suffix in (".py", ".csv")):
        found.update(path.read_bytes())
    return found.hexdigest()[:8]


READER_VERSION: Final = f"{__version__}-{_digest()}"
