"""The screens, a folder each. None knows another."""
