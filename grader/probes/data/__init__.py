"""Stage 1, the data: runs what a student wrote on images, and tells what it gave."""
