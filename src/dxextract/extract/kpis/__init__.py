"""Indicators, wherever a plan states them: tables, cards, lines, sentences."""
