"""The sheets of questions, one file an exercise, named after its notebook (``ex_05_reconditionne``)."""
