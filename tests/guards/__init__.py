"""Guards of speed: counts that no other work of the machine can move, and their bounds in bounds.toml.

`python -m tests.guards` prints what is counted beside the bounds; the tests fail if a bound is exceeded.
"""
