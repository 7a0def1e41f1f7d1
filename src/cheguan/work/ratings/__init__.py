"""好差评：one rating for a matter, by the one it was done for; and what is done about a bad one."""
