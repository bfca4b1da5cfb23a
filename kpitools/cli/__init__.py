"""The command line: one command, one module; nothing but arguments, a call, and how the outcome is shown."""

from kpitools.cli.app import main

__all__ = ["main"]
