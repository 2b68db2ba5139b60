"""Probes of stage 2."""
