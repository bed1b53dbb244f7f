"""Telling people their personal number: who was not told yet, asked for, issued, delivered to whom."""
