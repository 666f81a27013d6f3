"""What people read: words of each language, and texts given per language.

In: a key, values. Out: text. Knows nothing of policies.
"""
