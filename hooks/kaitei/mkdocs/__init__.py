"""Where the engine meets MkDocs: the only room that imports it.

In: the path of an mkdocs.yml, or the configuration that MkDocs has loaded from it; its events. Out: plain values
(`source.settings.Configuration`), what MkDocs finds wrong as `Problem`s, and answers to its events (`handlers`).
"""
