"""Officers, their roles and scope, sign-in, deeds, the log of who read whom, and the seals on both."""
