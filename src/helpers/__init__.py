"""Shared helpers of the UN-INTERPOL Cooperation Notebooks: `from helpers import load`."""

from helpers.tables import load

__all__ = ["load"]
