"""Nothing is lost: kills, full disks, servers that stop and long days, counted in a table at the end of the run.

`pytest` plays some rounds of each, `pytest --reliability` all of them. The number of a round makes its choices;
the moment of a kill also depends on the machine. A test takes the fixtures `rounds` and `tally`, and calls
`tally.check()` at its end.
"""
