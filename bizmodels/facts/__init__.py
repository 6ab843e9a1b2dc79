"""Published figures, from the CSV of ``data/`` to « publié », « à vérifier » or « hypothèse » beside a number."""
