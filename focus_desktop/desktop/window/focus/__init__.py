"""The Focus page: the ring, the form, the running session and the break."""
