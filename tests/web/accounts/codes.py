"""An app for one-time codes, as people have one in their telephones (RFC 6238)."""

import hmac
import struct
import time
from base64 import b32decode


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows for a key now, or some half minutes from now."""
    moment = struct.pack(">Q", int(time.time()) // 30 + steps)
    told = hmac.new(b32decode(secret), moment, "sha1").digest()
    at = told[-1] & 15
    return f"{(int.from_bytes(told[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"
