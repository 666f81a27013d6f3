"""A site being built: a bundle for each policy, then what lists all of them, then the exchange with the last site.

In: a site, the memory. Out: files; `Builder` is the door, `make` the map, `gather` the reduce, `publish` the exchange.
"""
