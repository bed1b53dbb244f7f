"""The one error of the launchers."""


class ServiceError(Exception):
    """A server that cannot be started or reached; ``str()`` is one sentence that says what to do."""
