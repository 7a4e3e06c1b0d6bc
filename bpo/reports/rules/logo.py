"""A brand's logo: what is taken, how it is kept, and how large it stands on a page."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bpo.channels.rules.picture_types import JPEG
from bpo.channels.rules.pictures import drawn_anew, type_of
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_

LARGEST = 100_000  # bytes, as it is kept
TAKEN = {JPEG, "image/png"}


@dataclass(frozen=True, slots=True)
class Logo:
    """A plain JPEG on white, drawn by ourselves."""

    width: int
    height: int
    body: bytes

    @property
    def as_json(self) -> dict[str, Any]:
        """As a section of the brand keeps it."""
        return {
            "width": self.width,
            "height": self.height,
            "jpeg": b64encode(self.body).decode(),
        }

    def fitted(self, *, width: float, height: float) -> tuple[float, float]:
        """Width and height within such a box, in proportion; never larger than the logo itself."""
        scale = min(width / self.width, height / self.height, 1)
        return self.width * scale, self.height * scale


def read_logo(raw: bytes) -> Logo:
    """The logo in a file that somebody chose, drawn anew as every picture is; Invalid where it is none."""
    if type_of(raw) not in TAKEN:
        message = N_("Choose a PNG or a JPEG. An SVG is not taken: save it as a PNG first.")
        raise Invalid(message, faults=(Fault("logo", message),))
    try:
        drawn = drawn_anew(raw, flat=True, largest=LARGEST)
    except Invalid as error:
        raise Invalid(error.message, faults=(Fault("logo", error.message),)) from error
    return Logo(drawn.width, drawn.height, drawn.body)


def kept_logo(content: Mapping[str, Any] | None) -> Logo | None:
    """A logo as its section keeps it; None where there is none, or it was taken away."""
    if not content:
        return None
    return Logo(content["width"], content["height"], b64decode(content["jpeg"]))
