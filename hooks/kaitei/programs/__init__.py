"""What programs read: policies.json, feeds, time maps, the site map, the index of the search page.

In: a locale, a policy as it stands, or what is known of all. Out: files as text.
"""
