"""Screen 6: published figures and checks as lights."""
