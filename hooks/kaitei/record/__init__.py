"""The record: what each text said when it was recorded, and what is written into it.

In: a site, its record. Out: what no longer reads as recorded; the files that freezing, revising and recording write.
"""
