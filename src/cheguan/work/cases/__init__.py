"""业务办理：acceptance, review, decision, making, handing over; and what they do to the registers."""
