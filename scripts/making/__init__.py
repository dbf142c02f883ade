"""Makes Word, PDF and text files, as real programs write them, of documents that are written down elsewhere."""
