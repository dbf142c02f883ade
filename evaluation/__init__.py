"""How right the reader is, and whether anything was copied from the documents it is developed against."""
