"""How a form says that the server may keep what was typed into it.

    class VisitForm(DraftableForm, forms.Form):
        draft_key, draft_label = "visit", _("Visit")

From then on `{% portal_form %}` keeps and offers its drafts. Only declared fields are kept, and never a password, a
file, or what `draft_never` names.
"""

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise


class DraftableForm:
    """Put it before `forms.Form`; `draft_key` is the form's stable name, `draft_label` what a person calls it."""

    draft_key: ClassVar[str] = ""
    draft_label: ClassVar[str | Promise] = ""
    draft_never: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "draft_key" in cls.__dict__:
            draftable_forms[cls.draft_key] = cls

    @classmethod
    def kept_fields(cls) -> frozenset[str]:
        """The names of the fields whose typed values a draft may hold."""
        declared: dict[str, forms.Field] = cls.base_fields  # type: ignore[attr-defined]
        return frozenset(name for name, field in declared.items() if _may_be_kept(field)) - set(cls.draft_never)


def _may_be_kept(field: forms.Field) -> bool:
    return not isinstance(field, forms.FileField) and not isinstance(field.widget, forms.PasswordInput)


draftable_forms: dict[str, type[DraftableForm]] = {}
