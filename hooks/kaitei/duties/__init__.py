"""What laws ask to be written on policy pages, held against the texts: found here, not found, or not applicable.

In: lists (`lists/*.yml`, and a site's own), the site's decisions (`duties.yml`), texts with the facts of a day. Out: an
answer to each item, for whoever writes and approves; what the change of a text adds or takes away. Never a judgement.
"""
