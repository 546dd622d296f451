"""Figures of others beside the plan's own, from tables and sentences."""
