"""The one kind of error that commands report as a message, without a traceback."""


class ReportedError(Exception):
    """Something that the user can mend: the message says what was found and what was expected."""
