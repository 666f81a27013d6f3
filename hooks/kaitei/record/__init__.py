"""The record: what each text said when it was recorded, and what is written into it.

In: a site, its record, the place where it is published, stamps of it. Out: what no longer reads as recorded, here or
there; the files that freezing, revising, recording, meeting texts and stamping write.
"""
