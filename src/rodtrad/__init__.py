"""Rödtråd: a county's minutes and action plans as one register in which every fact points to the line that says it."""

from importlib.metadata import version

__version__ = version("rodtrad")
