"""A text on its way from Markdown to what pages and comparisons are made from.

In: Markdown, facts of a day. Out: HTML held against the allowlist, clauses with anchors, the canonical text.
Placeholders stay tokens (`source/placeholders`) until a page (`fill`) or a canonical text (`canonical`) puts facts in.
"""
