"""Căn cước: applications, their way through the states, and the cards until they are in a citizen's hand."""
