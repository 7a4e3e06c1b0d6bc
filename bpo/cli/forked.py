"""What the processes of `bpo up` have in common, loaded before they are forked; nothing here is connected.

Imported by the process that forks them (multiprocessing's fork server), and by that alone.
"""

import gc

from bpo.core.keeper import die_with_parent

die_with_parent()  # its pipe alone would not do: the forked processes hold a copy of it

import bpo.cli.services  # noqa: E402, F401 -- with it everything
from bpo.language.engine import warm  # noqa: E402

warm()
gc.freeze()  # the collector would write to every page, and none would be shared
