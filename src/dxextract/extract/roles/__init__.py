"""Roles: who leads and carries the plan, from blocks, sentences and tables."""
