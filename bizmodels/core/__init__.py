"""What a business model is, and what is asked of a class that a student writes.

``param`` and ``kpi`` are the two things one declares, ``model`` what they make together, ``months`` its account,
``equations`` its formulas as LaTeX, ``formulas`` what several models compute alike. The other files refuse, in French
and with the line at fault, a class written otherwise: ``body`` (its names), ``contract`` (what it declares), ``watch``
(what its code gives back while it runs).
"""
