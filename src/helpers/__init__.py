"""Shared helpers of the UN-INTERPOL Cooperation Notebooks: `from helpers import load`."""

__all__ = ["load"]


def __getattr__(name):
    """Import `load` when it is asked for: the engine's many processes begin in half the time without pandas."""
    if name == "load":
        from helpers.tables import load

        return load
    raise AttributeError(f"module 'helpers' has no attribute {name!r}")
