"""The record: what each text said when it was recorded, and what is written into it.

In: a site, its record, stamps of it. Out: what no longer reads as recorded; the files that freezing, revising,
recording and stamping write.
"""
