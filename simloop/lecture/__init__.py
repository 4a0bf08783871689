"""Lectures: decks of slides whose scenes are runs.

Their format is told in simloop/lectures/README.md.
"""
