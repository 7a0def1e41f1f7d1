"""The devices on a clerk's desk, behind one open protocol; ``docs/howto/devices.md`` has all of it.

The bridge runs on the clerk's own computer. It knows neither the office's server nor its data: pages ask, devices answer.
"""
