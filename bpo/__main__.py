"""`python -m bpo` is `bpo`."""

from bpo.cli import main

if __name__ == "__main__":
    main()
