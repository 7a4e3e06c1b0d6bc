"""`python -m bpo` is `bpo`."""

from bpo.cli import main

main()
