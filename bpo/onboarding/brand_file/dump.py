"""From sections in normal form back to a file that a person would have written.

Keys come in the order of the contract's example, durations in their largest exact unit, equal weekdays as
ranges; what is null or empty inside a section is left out. Holiday dates are derived and not written: the
same day's parse gives them back. Text that YAML could take for anything else is quoted.
"""

import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bpo.onboarding.brand_file.scalars import Bare
from bpo.onboarding.brand_file.sections import BrandFileIn
from bpo.onboarding.brand_file.yaml_tree import Tree

TAG = "tag:yaml.org,2002:"
ONE_LINE = 2**31  # never wrap: a line is an item
# Surely plain, up to words like `null`, which the emitter quotes; it trusts a leading `? ` where it may not.
PLAIN = re.compile(r"\w(?:[\w .@/%+…-]|:(?=\w))*")
BLOCK_DEPTH = 2  # the file and its sections take a line an entry; what is inside an entry stays on its line


def section_texts(sections: Mapping[str, Any]) -> dict[str, Tree]:
    """The sections as texts in tables and lists, as a file or a form shows them (`check_section` reads them)."""
    flat = {
        **sections.get("profile", {}),
        **{key: value for key, value in sections.items() if key != "profile"},
    }
    names = tuple(name for name in BrandFileIn().fields if name in flat)
    written: dict[str, Tree] = BrandFileIn(only=names).dump(flat)
    return written


def dump_brand_file(sections: Mapping[str, Any]) -> str:
    """The file of these sections."""
    yaml = YAML(typ="safe", pure=True)
    yaml.width = ONE_LINE
    yaml.allow_unicode = True
    stream = StringIO()
    yaml.serialize(_node(yaml, section_texts(sections), depth=0), stream)
    return stream.getvalue()


def _node(yaml: YAML, tree: Tree, *, depth: int) -> Node:
    if isinstance(tree, dict):
        pairs = [(_scalar(yaml, key), _node(yaml, value, depth=depth + 1)) for key, value in tree.items()]
        return MappingNode(f"{TAG}map", pairs, flow_style=depth >= BLOCK_DEPTH or not pairs)
    if isinstance(tree, list):
        simple = not any(isinstance(item, (dict, list)) for item in tree)
        items = [_node(yaml, item, depth=BLOCK_DEPTH) for item in tree]
        return SequenceNode(f"{TAG}seq", items, flow_style=depth >= BLOCK_DEPTH or simple)
    return _scalar(yaml, tree or "")


def _scalar(yaml: YAML, text: str) -> ScalarNode:
    if isinstance(text, Bare):
        return ScalarNode(yaml.resolver.resolve(ScalarNode, text, (True, False)), str(text))
    style = None if PLAIN.fullmatch(text) else "'" if text.isprintable() else '"'
    return ScalarNode(f"{TAG}str", str(text), style=style)
