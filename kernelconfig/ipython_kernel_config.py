"""Read by every kernel of the environment where the course is installed (etc/ipython of the environment)."""

c = get_config()  # noqa: F821 - IPython gives it
c.InteractiveShellApp.extensions.append("bizmodels_first_cell")
