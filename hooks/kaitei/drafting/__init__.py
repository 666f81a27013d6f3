"""What a careful drafter would see in a text: references, terms, days, spelling, facts typed by hand, places left open.

In: the newest text of a policy, and the one before it. Out: hints, each with its line and the words it is about; what
the policy lists as `intended` is let be.
"""
