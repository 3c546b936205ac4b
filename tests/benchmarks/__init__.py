"""How fast, as ratios against floors measured in the same run. `python -m tests.benchmarks`.

Absolute times say little: machines differ, and are noisy. A bare window that does nothing is measured
beside the app, turn by turn, and so is everything else that has a floor.
"""
