"""预约：named places in the hall by the quarter of an hour, and a waiting list for those that become free."""
