"""The user guide of `docs/handbok` as pages of the web, and which chapter helps with which page."""
