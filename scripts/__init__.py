"""What ./start, ./test and the hooks share; no part of the package that is installed."""
