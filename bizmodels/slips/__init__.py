"""A beginner's slips: what Python would say in English of a cell, said in French with the line mended."""
