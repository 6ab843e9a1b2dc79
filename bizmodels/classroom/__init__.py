"""For an instructor and his class: what is given out, read back, marked and shown."""
