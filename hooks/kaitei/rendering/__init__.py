"""Templates and days as a locale writes them: all that turns values into HTML; and the theme around it.

In: a template's name, values. Out: HTML, in which everything is escaped that was not made here; a page finished but for
the theme (`sheet`), and whole (`shell`).
"""
