"""How right the reader is: its records against records written by hand, and its places against what is printed."""
