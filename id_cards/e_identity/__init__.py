"""E-identity accounts (VNeID): from the registration at the counter until the citizen has activated the account."""
