"""Targets follow their resident into a merged record and a successor unit."""

from campaigns.models import CampaignTarget


def move_targets(*, kept_id: int, dropped_id: int) -> list[int]:
    """Move the dropped record's places on lists; where the kept one is listed already, that place stays alone."""
    listed = CampaignTarget.objects.filter(resident_id=kept_id).values("campaign_id")
    places = CampaignTarget.objects.filter(resident_id=dropped_id).exclude(campaign_id__in=listed)
    moved = list(places.values_list("pk", flat=True))
    CampaignTarget.objects.filter(pk__in=moved).update(resident_id=kept_id)
    return moved
