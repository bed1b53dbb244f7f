"""Where e-identity accounts join the register and the menu; called once at start-up."""

from django.utils.translation import gettext_lazy as _

from id_cards.e_identity import contributions, queries
from id_cards.e_identity.services import following
from id_cards.models import EIdAccount, EIdStep
from id_cards.rules import may_open_pages
from kontum_portal.look import navigation
from residents import extension_points
from residents.services.carrying_along import (
    carry_along_with_move,
    carry_along_with_resident,
    carry_along_with_unit,
    key_of,
)


def join() -> None:
    extension_points.record_panels.append(contributions.PANEL)
    extension_points.record_columns["eid_accounts_shown"] = queries.accounts_column
    extension_points.timeline_sources.append(contributions.timeline_entries)
    extension_points.today_cards.extend(contributions.TODAY_CARDS)
    carry_along_with_resident(EIdAccount)
    carry_along_with_unit(EIdAccount)
    carry_along_with_move(EIdAccount)
    carry_along_with_unit(EIdStep)
    key = key_of(EIdAccount, "resident")
    extension_points.on_merge[key] = following.merge_accounts
    extension_points.on_unmerge[key] = following.unmerge_accounts
    extension_points.on_death.append(following.close_on_death)
    extension_points.on_death_undone.append(following.reopen_after_death)
    extension_points.on_move.append(following.move_steps)
    navigation.register(
        navigation.NavItem(
            group=navigation.MAIN,
            label=_("E-identity"),
            url_name="e_identity:not_activated",
            order=55,
            letter="e",
            visible=may_open_pages,
        )
    )
