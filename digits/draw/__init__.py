"""`python -m digits draw`: a page to draw digits on, which the student's own network reads.

Three processes: the browser draws and prepares (static/); this one serves the page to this machine alone (server.py), and
never runs a student's code; a child does (child.py), so that whatever becomes of it, the page goes on (reader.py).

With `--export` none of them: one HTML file that reads by itself (export.py), of a network that a child has looked at (probe.py).
"""
