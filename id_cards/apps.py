"""The căn cước app, and where it joins in with the register, the menu and the jobs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kontum_portal.look import navigation
from residents import extension_points


class IdCardsConfig(AppConfig):
    name = "id_cards"
    verbose_name = _("Căn cước cards")

    def ready(self) -> None:
        from id_cards import contributions, jobs
        from id_cards.e_identity import joining
        from id_cards.import_kinds import CARDS_ARRIVED
        from id_cards.notices import joining as notices_joining
        from id_cards.renewals.contributions import RENEWAL_FILTER
        from id_cards.services.calendar_changing import recalculate_later
        from kontum_portal.working_days.extension_points import on_calendar_change

        del jobs  # importing it registers its kinds
        extension_points.import_kinds[CARDS_ARRIVED.code] = CARDS_ARRIVED
        extension_points.record_panels.append(contributions.PANEL)
        extension_points.timeline_sources.append(contributions.timeline_entries)
        extension_points.resident_filters.extend(
            [contributions.CARD_FILTER, contributions.APPLICATION_FILTER, RENEWAL_FILTER]
        )
        extension_points.search_shapes.append(contributions.SLIP_SHAPE)
        extension_points.today_cards.extend(contributions.TODAY_CARDS)
        extension_points.quality_rules.append(contributions.DECEASED_WITH_OPEN_APPLICATION)
        on_calendar_change.append(recalculate_later)
        _follow_residents()
        _enter_menu()
        joining.join()
        notices_joining.join()


def _follow_residents() -> None:
    """Dossiers and cards go where their person and their unit go."""
    from id_cards import models
    from id_cards.models import ApplicationStep, Card, CardApplication, SlipCounter
    from id_cards.services import closing, following, undoing
    from residents.services.carrying_along import (
        carry_along_with_move,
        carry_along_with_resident,
        carry_along_with_unit,
        keep_with_old_unit,
    )

    for model in (Card, CardApplication):  # a purge takes cards first: they point at their dossier
        carry_along_with_resident(model)
        carry_along_with_unit(model)
        carry_along_with_move(model)
    carry_along_with_unit(ApplicationStep)
    for travelling in (
        models.DossierBatch, models.DossierBatchLine, models.CardArrival, models.ArrivalScan, models.CardTransfer,
        models.CustodyMovement, models.StockTake, models.StockTakeLine, models.CardFinding,
    ):  # fmt: skip
        carry_along_with_unit(travelling)
    for series in (models.PaperCounter, models.SlipRange):
        keep_with_old_unit(series, why="They tell of a series of numbers, which ends with its unit.")
    keep_with_old_unit(
        SlipCounter, why="Numbers stay with the unit that gave them; the successor begins its own series."
    )
    extension_points.on_merge["id_cards.card.resident"] = following.merge_cards
    extension_points.on_unmerge["id_cards.card.resident"] = following.unmerge_cards
    extension_points.on_merge["id_cards.cardapplication.resident"] = following.merge_applications
    extension_points.on_unmerge["id_cards.cardapplication.resident"] = following.unmerge_applications
    extension_points.on_purge["id_cards.cardapplication.resident"] = following.purge_applications
    extension_points.on_death.append(closing.close_on_death)
    extension_points.on_death_undone.append(undoing.reopen_after_death)
    extension_points.on_move.append(following.move_steps)


def _enter_menu() -> None:
    from id_cards import queries, rules

    navigation.register(
        navigation.NavItem(
            group=navigation.MAIN,
            label=_("Căn cước dossiers"),
            url_name="id_cards:list",
            order=40,
            letter="c",
            visible=rules.may_open_pages,
            narrow=True,
        )
    )
    navigation.register(
        navigation.NavItem(
            group=navigation.AREA,
            label=_("Renewals"),
            url_name="id_cards:renewals",
            order=55,
            visible=rules.may_open_pages,
        )
    )
    navigation.register(
        navigation.NavItem(
            group=navigation.MAIN,
            label=_("Card store"),
            url_name="id_cards:custody",
            order=55,
            visible=rules.may_open_pages,
        )
    )
    navigation.register(
        navigation.NavItem(
            group=navigation.MAIN,
            label=_("Hand over cards"),
            url_name="id_cards:desk",
            order=50,
            letter="r",
            visible=rules.may_open_pages,
            count=lambda officer: queries.lane_count(officer, "undelivered") or None,
        )
    )
