"""Every write about notices of personal numbers, one deed a function."""

from id_cards.notices.services.requesting import request_notices
from id_cards.notices.services.stepping import (
    cancel_notice,
    deliver_notice,
    deliver_notices,
    issue_notice,
    issue_notices,
)

__all__ = [
    "cancel_notice",
    "deliver_notice",
    "deliver_notices",
    "issue_notice",
    "issue_notices",
    "request_notices",
]
