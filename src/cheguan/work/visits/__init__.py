"""来访：one person's errand in the hall, from the ticket to the rating, and where its minutes went."""
