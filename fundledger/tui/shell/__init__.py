"""What every screen of a fund stands in: frame, questions, exports. Knows no screen."""
