"""What a command of ours says instead of a traceback."""


class Refused(Exception):
    """This cannot be done; the message says why and what to do."""
