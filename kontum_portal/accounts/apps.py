from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kontum_portal.look import navigation


class AccountsConfig(AppConfig):
    name = "kontum_portal.accounts"
    label = "accounts"
    verbose_name = _("Officers and logs")

    def ready(self) -> None:
        from kontum_portal.accounts import rules

        for item in (
            navigation.NavItem(
                navigation.SYSTEM, _("Officers"), "accounts:officers", 60, rules.may_manage_officers, letter="o"
            ),
            navigation.NavItem(
                navigation.SYSTEM, _("Log"), "accounts:log", 80, rules.may_read_logs, narrow=True, letter="k"
            ),
        ):
            navigation.register(item)
