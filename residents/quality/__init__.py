"""The quality of the register: the rules, what they found, and the check that opens and closes findings."""
