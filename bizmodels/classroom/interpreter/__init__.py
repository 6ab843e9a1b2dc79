"""A small interpreter of what students write: it reads a cell's values without ever giving the cell to Python.

Only a whitelist is known: what is not in it is ``Refused``, with a French reason, and never tried. Every step is
counted, so that nothing lasts.
"""
