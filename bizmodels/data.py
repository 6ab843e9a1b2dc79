"""Placeholder: being written (see DESIGN.md section 7)."""
