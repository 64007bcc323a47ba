"""Figures, printed and never asserted: run a file with `.venv/bin/python -m benchmarks.NAME`."""
