"""Bringing papers in and taking them out."""

from papershelf.commands.command import FILE, Command

FILING: tuple[Command, ...] = (
    Command("main.export", ("x",), "export", "Export", "Export this view or the selection as Markdown.", FILE),
    Command("main.import", ("i",), "import", "Import", "Import saved pages.", FILE),
    Command("app.work", ("W",), "work", "Long work", "Show what takes its time: how far it is, what it came to.", FILE),
    Command("work.open", ("enter",), "work_open", "Report", "In the long work: show what a job came to.", FILE, True),
    Command(
        "work.cancel", ("c",), "work_cancel", "Cancel", "In the long work: cancel a job, nothing half done.", FILE, True
    ),
    Command("work.close", ("escape", "q", "W"), "work_close", "Close", "Leave the long work; it goes on.", FILE, True),
    Command(
        "view.doctor", ("c",), "doctor", "check with the doctor", "Check the files with the doctor.", FILE, chord="v"
    ),
    Command("doctor.open", ("enter",), "doctor_open", "Details", "In the check: all about a finding.", FILE, True),
    Command("doctor.fix", ("f",), "doctor_fix", "Repair", "In the check: repair what can be, if sure.", FILE, True),
    Command("doctor.again", ("r",), "doctor_again", "Again", "In the check: look once more.", FILE, True),
    Command("doctor.close", ("escape", "q"), "doctor_close", "Close", "Leave the check.", FILE, True),
)
