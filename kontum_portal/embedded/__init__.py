"""The PostgreSQL and Redis that start from wheels when none is configured, and the commands that run the portal."""
