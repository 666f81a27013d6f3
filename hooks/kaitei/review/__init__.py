"""What a change does: the site held against the site as it was at a commit, and the report for whoever reviews it.

In: a site, a commit, what git knows. Out: problems, warnings, a comment in Markdown, a page for approval, rows for an
audit.
"""
