"""What an instructor does with a class: codes to hand in, debrief board, reading and marking of a folder of hand-ins."""
