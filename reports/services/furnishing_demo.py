"""What the loaded city needs for a good first look: lives, work, findings, figures with a past, a campaign."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.choices import ClosedReason, Goal, TargetStatus
from campaigns.models import CampaignTarget, OutreachCampaign
from campaigns.services.creating import create_campaign
from campaigns.services.listing import bring_list_up_to_date
from id_cards.models import CardApplication
from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import AdminUnit
from kontum_portal.clock import now, today
from kontum_portal.errors import NotAllowedError
from reports.choices import Source
from reports.demo.history import WEEKS, past_figures
from reports.models import Indicator, KeyedValue, UnitFigure
from reports.services.counting import count_unit
from reports.services.demo_accounts import open_accounts
from reports.services.demo_life import Keepers, tell_of_lives
from reports.services.demo_work import fill_desks
from residents.quality.checking import run_quality

SOURCE = "Số liệu giả lập"
DEED = "furnish_demo"
CAMPAIGN = "Đưa thẻ căn cước về làng (giả lập)"
CAMPAIGN_WEEKS = 3
MONTHS_KEYED = 4


@dataclass(frozen=True)
class DemoFurnished:
    findings: int
    figures: int
    campaign_people: int
    keyed_values: int
    events: int = 0
    work: int = 0  # files, hand-overs, checks, corrections, contacts, visits
    accounts: int = 0


def furnish_demo(*, actor: Officer, tell: Callable[[str], None]) -> DemoFurnished:
    """Each part is a transaction of its own; a city that was furnished to the end is left as people changed it."""
    if actor.role != Role.SYSTEM:
        raise NotAllowedError
    before = Deed.objects.filter(verb=DEED).first()
    if before is not None:
        return DemoFurnished(**before.details)
    keepers = _keepers(actor)
    tell(_("Telling what has happened"))
    accounts = open_accounts(actor)
    events, work = tell_of_lives(actor, keepers), fill_desks(actor, keepers)
    tell(_("Checking the register"))
    findings = run_quality(full=True).open
    tell(_("Opening a campaign"))
    people = _run_campaign(actor)
    tell(_("Counting the figures"))
    figures = sum(_count_with_past(unit) for unit in AdminUnit.objects.filter(pk__in=actor.register_unit_ids))
    furnished = DemoFurnished(findings, figures, people, _key_values(actor), events, work, accounts)
    record_deed(actor=actor, verb=DEED, subject_kind="register", subject_id=None, **asdict(furnished))
    return furnished


def _keepers(actor: Officer) -> Keepers:
    officers = Officer.objects.filter(role=Role.OFFICER, is_active=True, units__isnull=False).order_by("-pk")
    return Keepers({unit_id: officer_id for officer_id, unit_id in officers.values_list("pk", "units")}, actor.pk)


@transaction.atomic
def _run_campaign(actor: Officer) -> int:
    """A campaign that began three weeks ago, with those who got a card since then reached."""
    if OutreachCampaign.objects.filter(name=CAMPAIGN).exists():
        return 0
    starts_on, ends_on = (today() + sign * dt.timedelta(weeks=CAMPAIGN_WEEKS) for sign in (-1, 1))
    campaign = create_campaign(
        officer=actor, name=CAMPAIGN, goal=Goal.NO_CARD, unit_id=None, starts_on=starts_on, ends_on=ends_on
    )
    reached = CardApplication.objects.visible_to(actor).filter(
        handed_over_on__gte=starts_on, resident__deceased_on__isnull=True, received_at__date__lt=starts_on
    )
    CampaignTarget.objects.bulk_create(
        CampaignTarget(
            campaign=campaign, resident_id=resident_id, unit_id=unit_id, status=TargetStatus.REACHED,
            closed_reason=ClosedReason.GOAL_MET, closed_at=now() - (today() - (day or starts_on)),
        )
        for resident_id, unit_id, day in reached.values_list("resident_id", "unit_id", "handed_over_on")
    )  # fmt: skip
    bring_list_up_to_date(officer=actor, campaign_id=campaign.pk)
    return campaign.targets.count()


@transaction.atomic
def _count_with_past(unit: AdminUnit) -> int:
    """Today's figures counted from the rows, the twelve weeks before drawn from them."""
    figures, pace = count_unit(unit_id=unit.pk), 0.012 + unit.pk * 37 % 50 / 1000
    past = [
        UnitFigure(
            unit=unit, figure=code, value=value, day=today() - dt.timedelta(weeks=weeks),
            counted_at=now() - dt.timedelta(weeks=weeks),
        )
        for weeks in range(1, WEEKS + 1)
        for code, value in past_figures(figures, weeks=weeks, pace=pace).items()
    ]  # fmt: skip
    UnitFigure.objects.bulk_create(past, ignore_conflicts=True, batch_size=2000)
    return len(figures)


@transaction.atomic
def _key_values(actor: Officer) -> int:
    """Values of the whole area for the last months, growing towards their targets, the source named as invented."""
    values = [
        _keyed_value(indicator, place, first, last, actor)
        for first, last in _months()
        for place, indicator in enumerate(Indicator.objects.exclude(source=Source.COMPUTED).order_by("code"))
    ]
    return len(KeyedValue.objects.bulk_create(values, ignore_conflicts=True))


def _keyed_value(indicator: Indicator, place: int, first: dt.date, last: dt.date, actor: Officer) -> KeyedValue:
    month = first.month
    whole = 40 + place * 173 % 900
    done = min(whole, round(whole * (0.62 + place * 7 % 22 / 100 + month / 100)))
    earlier = sum(40 + place * 173 % 900 + earlier_month for earlier_month in range(1, month))
    share = done / whole
    rate = indicator.is_rate
    return KeyedValue(
        indicator=indicator, period_start=first, period_end=last, source_named=SOURCE, entered_by=actor,
        numerator=done, denominator=whole if rate else None,
        cumulative_numerator=done + int(earlier * share * 0.96),
        cumulative_denominator=whole + earlier if rate else None,
    )  # fmt: skip


def _months() -> list[tuple[dt.date, dt.date]]:
    """First and last day of this month and of the ones before it."""
    found, first = [], today().replace(day=1)
    for _number in range(MONTHS_KEYED):
        following = (first + dt.timedelta(days=32)).replace(day=1)
        found.append((first, following - dt.timedelta(days=1)))
        first = (first - dt.timedelta(days=1)).replace(day=1)
    return found
