"""Word files: what is opened, how what it numbers is counted, what it says.

In: a .docx file. Out: blocks with the labels that Word shows.
"""
