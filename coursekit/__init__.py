"""The engine of courses whose exercises grade themselves. It knows no course: what it must know, `Course` reads."""
