"""Benchmarks: `python -m tests.benchmarks` prints ratios to floors that are measured in the same run.

Absolute times say little, because machines differ and do other work. So the app and its floors, such as
a window that does nothing, are measured by turns.
"""
