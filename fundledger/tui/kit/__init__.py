"""What screens are drawn with: cells, columns, painting, keys. Knows no fund."""
