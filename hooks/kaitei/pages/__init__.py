"""What readers see: a module for each type of page, with the values that its template is given.

In: a locale (`Context`), a policy as it stands. Out: views, frames, HTML.
"""
