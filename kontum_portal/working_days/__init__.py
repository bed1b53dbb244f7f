"""The working calendar: weekends, public holidays with Tết, swap days, and what the unit says against it."""
