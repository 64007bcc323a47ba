"""Tests mirror the folders; real captures are reached through the `shared` fixture and skipped where absent."""
