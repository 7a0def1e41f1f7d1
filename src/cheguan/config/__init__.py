"""How Cheguan is put together and started: environment, database, settings, routes, command line."""
