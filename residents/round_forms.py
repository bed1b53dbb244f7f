from django import forms
from django.utils.translation import gettext_lazy as _

from kontum_portal.look.fields import WholeDateField


class RoundForm(forms.Form):
    planned_for = WholeDateField(label=_("Planned for"))
