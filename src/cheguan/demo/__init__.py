"""A believable city, generated: the same seed and the same day give the same city, row for row.

Nobody in it exists. Names are drawn from common characters, identity numbers carry a city's code (``450500``), which
is never put on a person's card, telephone numbers a prefix that no operator has, makes and firms are invented.
"""
