"""Probes of stage 4."""
