"""Forms with files in them (RFC 7578), as bytes."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FilePart:
    """One file. Its names are ours, so that nothing in them needs to be escaped."""

    name: str
    file_name: str
    content_type: str
    body: bytes


def form_of(fields: Mapping[str, str], files: list[FilePart]) -> tuple[str, bytes]:
    """The content type and the body of a form."""
    mark = secrets.token_hex(24)  # in no picture by chance
    pieces: list[bytes] = []
    for name, value in fields.items():
        pieces.append(f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode())
        pieces.append(value.encode("utf-8", "replace") + b"\r\n")
    for one in files:
        said = f'form-data; name="{one.name}"; filename="{one.file_name}"'
        pieces.append(
            f"--{mark}\r\nContent-Disposition: {said}\r\nContent-Type: {one.content_type}\r\n\r\n".encode()
        )
        pieces.append(one.body + b"\r\n")
    pieces.append(f"--{mark}--\r\n".encode())
    return f"multipart/form-data; boundary={mark}", b"".join(pieces)
