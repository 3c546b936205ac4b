"""Nothing is lost: kills, full disks, servers that stop and long days, counted in a table.

`pytest` plays some rounds of each, `pytest --reliability` all of them. A round is made by its number: the
same number makes the same choices, though not the same moment of a kill.
"""
