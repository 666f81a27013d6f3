"""The one memory: values found by the digest of all that they are made from.

In: a key, and what makes its value where it is not known. Out: the value. Knows nothing of what it keeps.
"""
