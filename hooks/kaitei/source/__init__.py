"""The files that a site is made from, as text that may be trusted.

In: a folder, mkdocs.yml as MkDocs has loaded it. Out: files with what their names say, YAML in which every value knows
its line, settings. Whatever no file may hold is refused here: bytes that are no text, characters, names, addresses.
"""
