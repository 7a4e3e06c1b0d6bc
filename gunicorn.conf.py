"""What the web's processes have in common, read by gunicorn from the folder it is started in.

Dictionaries are loaded once, before the processes are made, so that these share their memory and no first
check of a text has to wait for them.
"""

import gc


def on_starting(_server: object) -> None:
    """Load what every process only reads, and keep the collector's hands off it."""
    from bpo.language.engine import warm  # noqa: PLC0415 -- the configuration is read before paths are set

    warm()
    gc.freeze()
