"""Screen 7: published figures and checks as lights."""
