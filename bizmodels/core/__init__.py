"""What a business model is, and what is asked of a class that a student writes.

Read ``model`` first, then ``months`` (its account: what is earned, what is in the bank). ``param`` and ``kpi`` are the
two things a model declares; ``formulas`` what several models compute alike, ``equations`` their code as LaTeX,
``shown`` their tables in French.

The rest refuses, in French and with the line at fault, what is written otherwise:

- a class: ``declare`` leads, ``body`` reads its names before pydantic does, ``contract`` what it says of itself,
  ``watch`` what its code gives back while it runs, ``clock`` stops its endless loops;
- a use of it: ``misuse`` (building, changing, reading a model), ``arguments`` (calling a function);
- the words all of them share: ``failures`` (an error of Python), ``values`` (what was given), ``place`` (the line).
"""
