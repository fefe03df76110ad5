"""Speed and quality, measured on the machine at hand: `make bench` prints the tables.

Nothing here passes or fails on a clock.
"""
