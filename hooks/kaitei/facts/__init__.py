"""The company's facts: one file, read as of any day, and the days on which it says something else.

In: `company.yml`. Out: facts of a day, changes between days.
"""
