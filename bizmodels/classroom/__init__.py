"""What an instructor does with a class: prepare, mark, debrief. Nothing of a student's is run here."""
