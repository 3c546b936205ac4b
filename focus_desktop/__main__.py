"""`python -m focus_desktop`, the same as the console script `focus-desktop`."""

import sys

from focus_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
