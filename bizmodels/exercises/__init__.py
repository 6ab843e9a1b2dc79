"""Self-checking exercises: questions, named mistakes, one firm a student, and the notebooks that hold them.

``sheets/ex_NN_subject.py`` declares the questions of ``exercises/NN_subject.ipynb``; it is found by its file name.
"""
