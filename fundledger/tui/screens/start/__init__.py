"""What is asked before there are books to show: which fund."""
