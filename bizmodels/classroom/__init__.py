"""An instructor's class: a session planned, an edition to give out, hand-ins read and marked, a board for the debrief."""
