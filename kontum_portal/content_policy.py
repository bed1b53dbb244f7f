"""The content security policy of the pages: strict everywhere, looser in the back office, whose library needs it."""

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase

BACK_OFFICE = "/admin/"
LOOSER = {"script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}


class ContentPolicyMiddleware(CSPMiddleware):
    """Unfold's Alpine evaluates attributes and sets styles; nothing outside our own address is let in there either."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(BACK_OFFICE):
            parts.update = {**(parts.update or {}), **LOOSER}
        return parts
