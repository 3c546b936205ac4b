"""Nothing is lost: kills, full disks, servers that stop, long days. What they did is a table at the run's end.

`pytest` plays some rounds of each, `pytest --reliability` all of them. The number of a round makes its
choices; the moment of a kill also depends on the machine. A test takes the fixtures `rounds` and `tally`, and
calls `tally.check()` at its end.
"""
