"""What is due: for one vehicle or licence as a function, for a whole city as columns. Both rest on the same rules."""
