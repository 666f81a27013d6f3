"""Texts from elsewhere: Word files, saved pages, pasted text and histories become policies.

In: bytes of files, days where they are given. Out: the text of each in our format with what of it could not be carried
over, the days and kinds proposed, and the files that are to be written.
"""
