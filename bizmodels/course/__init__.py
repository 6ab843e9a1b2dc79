"""What a lesson is, for authors: the plan of the course, its folders, its parts."""
