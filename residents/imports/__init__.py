"""Spreadsheets in: reading any file officers have, staging its rows, merging them into the register."""
