"""What leaves the site for Word, paper and mail: comparisons, texts with tracked changes, the texts, announcements.

In: a locale (`Context`), two revisions of a policy (`Pair`) or a text. Out: the bytes or the text of a file, the same
for the same input.
"""
