"""Where the engine meets MkDocs: the only room that imports it.

In: the path of an mkdocs.yml, or the configuration that MkDocs has loaded from it. Out: plain values
(`source.settings.Configuration`), and what MkDocs finds wrong as `Problem`s.
"""
