"""How it is known that an account of a network works as we say: against what its adapter was tried.

`docs/channels.md` says more of each; the page where an account is connected says this much.
"""

from collections.abc import Mapping
from enum import StrEnum

from bpo.core.vocabulary import Network


class Proof(StrEnum):
    """Against what."""

    REAL = "real"  # the software that the network itself runs
    STAND_IN = "stand_in"  # a server kept by others that behaves as the network does
    DOCUMENTS = "documents"  # a server of ours that does what the network documents
    OWN = "own"  # our own form, tried against a receiver of our own


PROOFS: Mapping[str, Proof] = {
    Network.APP_STORE.value: Proof.DOCUMENTS,
    Network.BLUESKY.value: Proof.REAL,
    Network.EMAIL.value: Proof.REAL,
    Network.FACEBOOK.value: Proof.DOCUMENTS,
    Network.GENERIC.value: Proof.OWN,
    Network.GOOGLE_BUSINESS.value: Proof.DOCUMENTS,
    Network.GOOGLE_PLAY.value: Proof.DOCUMENTS,
    Network.INSTAGRAM.value: Proof.DOCUMENTS,
    Network.MASTODON.value: Proof.STAND_IN,
    Network.MESSENGER.value: Proof.DOCUMENTS,
    Network.TELEGRAM.value: Proof.STAND_IN,
    Network.VK.value: Proof.DOCUMENTS,
    Network.WHATSAPP.value: Proof.DOCUMENTS,
    Network.WORDPRESS.value: Proof.REAL,
    Network.YOUTUBE.value: Proof.DOCUMENTS,
}
