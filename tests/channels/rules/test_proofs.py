from bpo.channels.rules.capabilities import HOOKED
from bpo.channels.rules.proofs import PROOFS


def test_of_every_network_that_connects_it_is_said_how_it_was_proven():
    assert PROOFS.keys() == HOOKED
