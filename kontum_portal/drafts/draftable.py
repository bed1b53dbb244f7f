"""How a form says that the server may keep what was typed into it.

    class VisitForm(DraftableForm, forms.Form):
        draft_key, draft_label = "visit", _("Visit")

From then on `{% portal_form %}` keeps and offers its drafts, and those of the forms that inherit from it. Only declared
fields are kept (and those a form makes whose names begin as `draft_prefixes` says), and never a password, a file, or
what `draft_never` names.
"""

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise


class DraftableForm:
    """Put it before `forms.Form`; `draft_key` is the form's stable name, `draft_label` what a person calls it."""

    draft_key: ClassVar[str] = ""
    draft_label: ClassVar[str | Promise] = ""
    draft_never: ClassVar[tuple[str, ...]] = ()
    draft_prefixes: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        draftable_forms.setdefault(cls.draft_key, []).append(cls)

    @classmethod
    def keeps(cls, name: str) -> bool:
        """Whether a draft may hold what was typed into this field."""
        declared: dict[str, forms.Field] = cls.base_fields  # type: ignore[attr-defined]
        known = name.startswith(cls.draft_prefixes) if cls.draft_prefixes else False
        return name not in cls.draft_never and (_may_be_kept(declared[name]) if name in declared else known)


def _may_be_kept(field: forms.Field) -> bool:
    return not isinstance(field, forms.FileField) and not isinstance(field.widget, forms.PasswordInput)


# By key: the form that named it, and those that inherit from that form.
draftable_forms: dict[str, list[type[DraftableForm]]] = {}


def is_kept(key: str, name: str) -> bool:
    """Whether any form of this key lets a draft hold the field, and none forbids it."""
    kinds = draftable_forms[key]
    return any(kind.keeps(name) for kind in kinds) and not any(name in kind.draft_never for kind in kinds)
