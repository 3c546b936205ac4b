"""Nothing is lost: kills, full disks, servers that stop, long days. A table at the end tells what was found.

`pytest` plays some rounds of each, `pytest --reliability` all of them. The number of a round makes its
choices; the moment of a kill also depends on the machine. A test takes the fixtures `rounds` and `tally`, and
calls `tally.check()` at its end.
"""
