"""Saved pages: which part of one is the text, how its lists are numbered, what it says.

In: the text of a page. Out: blocks with the labels that a browser shows.
"""
