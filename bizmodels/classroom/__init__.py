"""What an instructor needs around a session: prepare, mark, debrief."""
