"""What can be wrong: with a text, with a file that is published as it is, across policies.

In: a site, what was found in its texts. Out: problems (which stop a build), warnings (which fail a strict one), hints.
"""
