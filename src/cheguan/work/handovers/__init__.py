"""交接班：what somebody leaves open at the end of a shift, and who takes it over."""
