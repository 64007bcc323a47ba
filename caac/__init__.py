"""The program: the `caac` command and the wiring of the flow."""
