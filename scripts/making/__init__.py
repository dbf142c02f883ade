"""Makes Word, PDF and text files of documents that are written in the repository, so that the reader meets real ones."""
