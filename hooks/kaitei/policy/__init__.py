"""Policies: what a policy is, and what it is on a day.

In: the files of `source`. Out: policies with revisions and texts, ordinary pages; the state of a revision on a day, and
which revisions are compared.
"""
