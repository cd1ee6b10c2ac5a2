"""Bringing papers in and taking them out."""

from papershelf.commands.command import FILE, Command

FILING: tuple[Command, ...] = (
    Command("main.export", ("x",), "export", "Export", "Export this view or the selection to a file or folder.", FILE),
    Command("main.import", ("i",), "import", "Import", "Import saved pages.", FILE),
    Command("import.complete", ("tab",), "complete", "Complete", "In the import: complete the path.", FILE, True),
    Command("app.work", ("W",), "work", "Long work", "Show what takes its time: how far it is, what it came to.", FILE),
    Command("work.open", ("enter",), "work_open", "Report", "In the long work: show what a job came to.", FILE, True),
    Command(
        "work.cancel", ("c",), "work_cancel", "Cancel", "In the long work: cancel a job, nothing half done.", FILE, True
    ),
    Command("work.close", ("escape", "q", "W"), "work_close", "Close", "Leave the long work; it goes on.", FILE, True),
    Command("view.doctor", ("c",), "doctor", "doctor", "Check the files with the doctor.", FILE, chord="v"),
    Command("view.duplicates", ("p",), "duplicates", "pairs", "Look at papers that may be one.", FILE, chord="v"),
    Command("pairs.merge", ("m",), "pairs_merge", "Merge", "Of two papers: make them one, keeping all.", FILE, True),
    Command("pairs.apart", ("n",), "pairs_apart", "Not the same", "Of two papers: they are not the same.", FILE, True),
    Command("pairs.next", ("l", "right", "space"), "pairs_go(1)", "Next", "Of two papers: the next two.", FILE, True),
    Command("pairs.previous", ("h", "left"), "pairs_go(-1)", "Previous", "Of two papers: the two before.", FILE, True),
    Command("pairs.undo", ("u",), "pairs_undo", "Undo", "Of two papers: undo the last change.", FILE, True),
    Command("pairs.close", ("escape", "q"), "pairs_close", "Close", "Of two papers: leave them.", FILE, True),
    Command("doctor.open", ("enter",), "doctor_open", "Details", "In the check: all about a finding.", FILE, True),
    Command("doctor.fix", ("f",), "doctor_fix", "Repair", "In the check: repair what can be, if sure.", FILE, True),
    Command("doctor.again", ("r",), "doctor_again", "Again", "In the check: look once more.", FILE, True),
    Command("doctor.close", ("escape", "q"), "doctor_close", "Close", "Leave the check.", FILE, True),
)
