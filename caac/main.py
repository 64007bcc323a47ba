"""The `caac` command: finds its subcommands by their place in `caac/commands/`."""

from __future__ import annotations

import importlib
import pkgutil
import sqlite3
import sys
from pathlib import Path

import click

from caac import commands
from caac.context import Data, default_folder
from records.errors import CaacError


class Commands(click.Group):
    """A group that loads a subcommand only when it is asked for, so that `caac --help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the modules in `caac/commands/`; a trailing underscore (`import_`) is not part of the name."""
        return sorted(module.name.rstrip("_") for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The click command of module `name`."""
        for module in pkgutil.iter_modules(commands.__path__):
            if module.name.rstrip("_") == name:
                found = importlib.import_module(f"{commands.__name__}.{module.name}").command
                return found if isinstance(found, click.Command) else None
        return None


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", "folder", type=click.Path(path_type=Path), default=None, help="Data folder [CAAC_DATA or ./data]."
)
@click.version_option(package_name="caac-monitor", prog_name="caac")
@click.pass_context
def cli(ctx: click.Context, folder: Path | None) -> None:
    """Open-data monitor of the children and armed conflict agenda."""
    ctx.obj = Data(folder or default_folder())


def main() -> None:
    """Run the command; whatever a person can act on is one clear line and exit 1."""
    try:
        cli(prog_name="caac")
    except (CaacError, OSError, sqlite3.Error) as error:
        click.echo(f"caac: {' '.join(str(error).split())}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
