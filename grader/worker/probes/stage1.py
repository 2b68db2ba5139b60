"""Probes of stage 1."""
