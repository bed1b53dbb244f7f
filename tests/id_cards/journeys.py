"""Dossiers brought to a state the way officers bring them there: through the services."""

from collections.abc import Callable

from id_cards import services
from id_cards.choices import DeedName, State
from id_cards.models import CardApplication
from kontum_portal.accounts.models import Officer
from residents.models import Resident

EXTRA: dict[DeedName, dict] = {
    DeedName.RETURN_WITH_ERROR: {"cause": "citizen", "note": "Ảnh không đạt"},
    DeedName.WAIT_FOR_DATA: {"note": "Sai ngày sinh"},
    DeedName.MARK_WRONG: {"note": "Sai tên trên thẻ"},
    DeedName.REFUSE: {"note": "Không đủ điều kiện"},
    DeedName.CANCEL: {"note": "Công dân rút hồ sơ"},
    DeedName.EXPIRE: {"note": "Quá sáu tháng"},
}
SERVICE_OF: dict[DeedName, Callable[..., CardApplication]] = {
    deed: getattr(services, deed.value) for deed in DeedName if hasattr(services, deed.value) and deed != DeedName.START
}

D = DeedName
TO_SENT = [D.TAKE_BIOMETRICS, D.ISSUE_SLIP, D.SEND]
TO_ARRIVED = [*TO_SENT, D.APPROVE, D.START_PRINTING, D.RECORD_ARRIVAL]
PATH_TO: dict[State, list[DeedName]] = {
    State.RECEIVED: [],
    State.AWAITING_DATA_FIX: [D.WAIT_FOR_DATA],
    State.BIOMETRICS_DONE: TO_SENT[:1],
    State.SLIP_ISSUED: TO_SENT[:2],
    State.SENT: TO_SENT,
    State.RETURNED_WITH_ERROR: [*TO_SENT, D.RETURN_WITH_ERROR],
    State.APPROVED: TO_ARRIVED[:4],
    State.PRINTING: TO_ARRIVED[:5],
    State.CARD_ARRIVED: TO_ARRIVED,
    State.HANDED_OVER: [*TO_ARRIVED, D.HAND_OVER],
    State.POSTED: [*TO_ARRIVED, D.POST],
    State.CARD_WRONG: [*TO_ARRIVED, D.MARK_WRONG],
    State.REFUSED: [D.REFUSE],
    State.CANCELLED: [D.CANCEL],
    State.EXPIRED: [D.WAIT_FOR_DATA, D.EXPIRE],
}


def take(officer: Officer, application: CardApplication, deed: DeedName, **extra: object) -> CardApplication:
    """One step by ``officer`` on the dossier as it stands now."""
    return SERVICE_OF[deed](
        officer=officer,
        application_id=application.pk,
        version=application.version,
        **{**EXTRA.get(deed, {}), **extra},
    )


def application_at(officer: Officer, resident: Resident, state: State) -> CardApplication:
    """A dossier of ``resident`` that stands at ``state``."""
    application = services.start_application(officer=officer, resident_id=resident.pk, reason="first_card")
    for deed in PATH_TO[state]:
        application = take(officer, application, deed)
    return application
