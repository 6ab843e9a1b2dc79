"""What a learner's dossier holds, reckoned and checked; ``view.dossier`` makes a page and a workbook of it.

``given`` reads what he gave, ``decision`` and ``reading`` his sentences, ``choices`` his levers and risks, ``origins`` says where each figure
comes from, ``own_class`` whether a class was renamed, ``futures`` draws the months, ``content`` gathers,
``contradictions`` says what the figures deny, ``rubric`` gives the points that can be computed.
"""
