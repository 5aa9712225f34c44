"""Chinese and English: message catalogues and how the faces use them."""
