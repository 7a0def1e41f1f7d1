"""车管 Cheguan: a city's vehicle administration office."""
