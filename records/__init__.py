"""The vocabulary of the house as frozen values: what was fetched, what it says, what we take it to mean.

Standard library only; imports nothing of ours. Everything here can be compared, pickled and tested without a
database or a network.
"""
