"""A site on a day, as plain values: settings, facts, policies as they stand, and the editions of their texts.

In: what `source`, `policy` and `facts` read. Out: `Site`; `Standing`, a policy on the day; `Edition`, a text for
good.
"""
