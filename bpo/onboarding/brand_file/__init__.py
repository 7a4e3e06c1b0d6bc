"""The brand file: text on one side, sections in normal form on the other, and nothing else.

`yaml_tree` reads YAML as bare text with lines; `sections` says what each section may hold (marshmallow, in
both directions, so that pages validate with the very same schemas); `parse` puts the two together and lists
every fault with its line; `dump` writes the file back. The rule that must stay true: parsing what was dumped
gives the same sections.

There is no database here: which versions are stored, and what an absent section leaves as it was, is the
business of onboarding's operations. The words a section may use that no contract fixes were decided here:
`sections` says which.
"""
