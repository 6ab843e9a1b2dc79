"""What a learner sees: calculators (ipywidgets), fast pictures (SVG strings), figures (seaborn)."""
