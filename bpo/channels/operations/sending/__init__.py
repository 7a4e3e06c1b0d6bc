"""What a worker does with a delivery: claim, look up or write once, record.

Every step is a unit of its own, committed before the network is spoken to and after. A worker that dies
leaves a lease that ends; whoever claims the delivery next knows from its state whether something may stand
on the network, and then looks before it writes. A worker that slept past its lease finds out just before it
writes. A success is recorded whoever brings it; all else only by who holds the fence.
"""

from bpo.channels.operations.sending.claiming import due_deliveries
from bpo.channels.operations.sending.recording import record_sent, record_undelivered
from bpo.channels.operations.sending.sender import Sender, nothing

__all__ = ["Sender", "due_deliveries", "nothing", "record_sent", "record_undelivered"]
