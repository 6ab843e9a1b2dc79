"""The pieces of ``deploy/charge.py``: one student, the memory of his processes, the table."""
