"""The probes of stage 1."""
