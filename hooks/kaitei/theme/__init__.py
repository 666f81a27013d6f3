"""The theme `kaitei`: the light frame of a site, for MkDocs.

In: the templates' variables as MkDocs gives them, and `kaitei`, which the plugin gives on its own pages. Out: a page.
MkDocs finds the folder by this module.
"""
