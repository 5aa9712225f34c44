"""Screen 2: projects, and one of them in tabs."""
