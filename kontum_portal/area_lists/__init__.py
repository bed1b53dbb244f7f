"""The lists a unit keeps for itself: its sub-units, and how many people are expected in them."""
