"""A minimal brand file for each brand of a Twitter support CSV, to onboard them all at once.

    python bench/brand_files.py OUT_DIR [--csv PATH]

Half an hour to the first and to the next response, around the clock: the figures that the trade's
own field data are held against. Prints each file's name.
"""

import argparse
import csv
import json
import re
import sys
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "care" / "twitter-support-2017.csv"
SLUG = re.compile(r"[a-z0-9-]{2,40}")
BRAND_FILE = """\
slug: {slug}
name: {name}
languages: [en]
time_zone: UTC
accounts:
  - {{network: x, handle: {name}, purpose: care}}
service_levels:
  - {{name: standard, first_response: 30m, next_response: 30m, resolution: 24h, calendar: always}}
"""


def handles_in(corpus: Path) -> list[str]:
    """The brands of the corpus: whoever wrote a record that is not inbound."""
    with corpus.open(encoding="utf-8-sig", newline="") as file:
        return sorted({row["author_id"] for row in csv.DictReader(file) if row["inbound"] == "False"})


def slug_of(handle: str) -> str:
    slug = handle.lower().replace("_", "-")
    if not SLUG.fullmatch(slug):
        raise SystemExit(f"{handle!r} gives no slug of 2 to 40 small letters, digits and hyphens.")
    return slug


def write_brand_files(handles: list[str], out_dir: Path) -> list[Path]:
    """One file a brand, named after its slug; two handles that differ in case only are refused."""
    by_slug: dict[str, str] = {}
    for handle in handles:
        slug = slug_of(handle)
        if slug in by_slug:
            raise SystemExit(f"{by_slug[slug]} and {handle} would share the slug {slug}.")
        by_slug[slug] = handle
    out_dir.mkdir(parents=True, exist_ok=True)
    paths = []
    for slug, handle in by_slug.items():
        path = out_dir / f"{slug}.yaml"
        # Quoted as JSON: a handle of digits alone would be read as a number by other YAML readers.
        path.write_text(BRAND_FILE.format(slug=json.dumps(slug), name=json.dumps(handle)), encoding="utf-8")
        paths.append(path)
    return paths


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(
        description="Write a brand file for each brand of a Twitter support CSV."
    )
    parser.add_argument("out_dir", type=Path, metavar="OUT_DIR")
    parser.add_argument("--csv", type=Path, default=CORPUS, metavar="PATH")
    options = parser.parse_args(arguments)
    if not options.csv.is_file():
        parser.error(f"{options.csv} is not there; name the file with --csv.")
    for path in write_brand_files(handles_in(options.csv), options.out_dir):
        print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
