"""Set-up: from a bare Python to the environment Rootline runs in. Standard library only: nothing is installed yet."""
