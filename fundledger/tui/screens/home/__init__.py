"""Screen 1: the fund at a glance."""
