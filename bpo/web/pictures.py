"""Bytes of a picture as an answer: of the type that is said, whatever they look like, and unable to do anything."""

from flask import Response

POLICY = "default-src 'none'; sandbox"
ENDINGS = {"image/jpeg": "jpg", "image/webp": "webp", "image/png": "png", "image/gif": "gif"}


def picture_answer(content_type: str, body: bytes) -> Response:
    """A picture to be drawn; a type that is not one of ours is a fault of ours."""
    answer = Response(body, content_type=content_type)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Disposition"] = f'inline; filename="picture.{ENDINGS[content_type]}"'
    return answer
