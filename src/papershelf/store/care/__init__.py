"""The room that looks after a data directory: backups, archives, and the doctor."""
