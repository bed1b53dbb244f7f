from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.back_office import ReadOnlyAdmin
from kontum_portal.jobs.models import Job


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("id", "what", "status", "owner", "attempt", "done", "total", "created_at", "finished_at")
    list_filter = ("status", "kind")
    list_select_related = ("owner",)

    @admin.display(description=_("kind"))
    def what(self, job: Job) -> str:
        return job.title
