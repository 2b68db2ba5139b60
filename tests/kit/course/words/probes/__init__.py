"""What runs beside a student's code."""
