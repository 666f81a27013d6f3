"""A site of one's own, from nothing or with the sample's texts, and the hosting platform's forms for its editors.

In: a language, a day; a site. Out: files by path, none of them written yet.
"""
