"""``manage.py clean_demo`` empties a data folder of the portal, and nothing else."""

from pathlib import Path


def test_running_portal_is_left_alone_and_a_stopped_one_is_emptied(machine, start_user, manage):
    user = start_user("postgres")
    refused = manage("clean_demo", "--yes")
    assert (refused.returncode, refused.stderr) == (
        2,
        "CommandError: The portal is running: stop it first. Nothing was deleted.\n",
    )
    user.communicate("\n")
    assert manage("clean_demo", "--yes").returncode == 0
    assert list(Path(machine["PORTAL_VAR"]).iterdir()) == []


def test_foreign_folder_is_refused(machine, manage):
    folder = Path(machine["PORTAL_VAR"])
    folder.mkdir()
    (folder / "holiday.jpg").write_text("not of the portal")
    refused = manage("clean_demo", "--yes", PORTAL_SECRET_KEY="k" * 60)
    assert refused.returncode == 2
    assert "is not a data folder of the portal: nothing was deleted." in refused.stderr
    assert (folder / "holiday.jpg").exists()
