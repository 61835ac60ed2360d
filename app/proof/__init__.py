"""What we claim, shown on a live server over HTTP, check by check.

wire.py sends and races, stage.py makes what the checks need and removes it again, claims.py runs
them, terminal.py says how it went. The checks are in checks/, one function each.
"""
