"""Schedules: what is done when, from tables, drawn bars and lines."""
