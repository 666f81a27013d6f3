"""Templates and days as a locale writes them: all that turns values into HTML.

In: a template's name, values. Out: HTML, in which everything is escaped that was not made here.
"""
