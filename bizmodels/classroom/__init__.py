"""The class kit: prepare a session, mark a folder of hand-ins, debrief."""
