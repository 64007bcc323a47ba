"""One module per command (or group); each offers a click command called `command`."""
