"""What people write in cells and boxes, read into typed values: pure functions that never raise.

Each parser takes a text and answers a frozen dataclass with the values it could read and the
reason codes of what it could not. Forms and spreadsheet imports read through the same ones.
"""
