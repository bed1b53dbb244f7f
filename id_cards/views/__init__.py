"""The pages of the căn cước work."""
