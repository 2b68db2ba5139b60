"""What the checks and probes of any course with torch and matplotlib share."""
