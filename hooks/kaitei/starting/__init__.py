"""A site of one's own, from nothing or with the sample's texts.

In: a language, a day. Out: files by path, none of them written yet.
"""
