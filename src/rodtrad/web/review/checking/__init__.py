"""A person goes through what was found in a document: confirms, corrects, refuses, adds, and takes back."""
