"""Where this app joins the lower ones: extension points, jobs and the menu; called once at start-up."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns import jobs, queries, rules
from campaigns.choices import TargetStatus
from campaigns.models import CampaignTarget, OutreachCampaign
from campaigns.services import carrying_along, following
from kontum_portal.accounts.models import Officer
from kontum_portal.look import navigation
from residents import extension_points
from residents.extension_points import RecordPanel
from residents.models import Resident
from residents.services.carrying_along import carry_along_with_resident, carry_along_with_unit, key_of

JOBS = jobs  # importing them registers them


def _panel(officer: Officer, resident: Resident) -> Mapping[str, Any]:
    return {"targets": queries.campaigns_of(officer, resident)}


def join() -> None:
    carry_along_with_resident(CampaignTarget, by_portal=Q(status=TargetStatus.OPEN))
    extension_points.on_merge[key_of(CampaignTarget, "resident")] = carrying_along.move_targets
    carry_along_with_unit(CampaignTarget, derived=True)
    carry_along_with_unit(OutreachCampaign)
    extension_points.on_card_state.append(following.follow_card_state)
    extension_points.on_eid_state.append(following.follow_eid_state)
    extension_points.on_death.append(following.follow_death)
    extension_points.on_death_undone.append(following.follow_death_undone)
    extension_points.on_move.append(following.follow_move)
    extension_points.on_people_changed.append(following.follow_people)
    extension_points.record_panels.append(RecordPanel("campaigns", "campaigns/panel.html", _panel, order=60))
    navigation.register(
        navigation.NavItem(
            group=navigation.AREA,
            label=_("Campaigns"),
            url_name="campaigns:list",
            order=60,
            letter="d",
            visible=rules.sees_campaigns,
        )
    )
