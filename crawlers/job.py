"""One crawl of one source as a child process: a reactor starts once per process, and a crash stays outside.

The job travels as JSON on standard input, never on the command line, where other users could read its secrets.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic

from crawlers.kinds import Held
from records.errors import BadInput
from records.fetching import Source, Validators
from records.identity import without_secrets

#: Seconds after the limit at which a child ends itself, in case its parent is gone.
_GRACE = 60
_SECRET_PREFIX = "CAAC_SECRET_"
#: Secrets with a name of their own in the environment.
_NAMED = {"CAAC_RELIEFWEB_APPNAME": "RELIEFWEB_APPNAME"}
#: Seconds between two looks at whether the service is to stop.
_LOOK_EVERY = 0.5


@dataclass(frozen=True, slots=True)
class Settings:
    """How a crawl behaves towards hosts. Times in seconds."""

    #: Who to write to about the crawler: an address or web page, sent with every request.
    contact: str = ""
    #: Least time between two requests to one host; AutoThrottle lengthens it when the host is slow.
    delay: float = 1.0
    timeout: float = 60.0
    #: Further tries after a server error, a time-out or a lost connection; never after a refusal.
    retries: int = 1
    redirects: int = 5
    #: Requests in one crawl; a listing that never ends is stopped here.
    requests: int = 20_000
    parallel: int = 2
    #: Values of `{NAME}` in addresses and headers.
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """CAAC_CONTACT, CAAC_RELIEFWEB_APPNAME, and each CAAC_SECRET_NAME as the secret `{NAME}`."""
        secrets = {k.removeprefix(_SECRET_PREFIX): v for k, v in environ.items() if k.startswith(_SECRET_PREFIX)}
        secrets |= {secret: environ[name] for name, secret in _NAMED.items() if environ.get(name)}
        return cls(contact=environ.get("CAAC_CONTACT", ""), secrets=secrets)


@dataclass(frozen=True, slots=True)
class Job:
    """What one child process is to do."""

    source: Source
    held: Held
    spool: Path
    settings: Settings = Settings()

    def to_json(self) -> str:
        """As text for `from_json`."""
        held = {
            "validators": {url: asdict(known) for url, known in self.held.validators.items()},
            "blobs": sorted(self.held.blobs),
        }
        job = {"source": asdict(self.source), "held": held, "spool": str(self.spool), "settings": asdict(self.settings)}
        return json.dumps(job)

    @staticmethod
    def from_json(text: str) -> Job:
        """The job that `to_json` wrote; BadInput for anything else."""
        try:
            told = json.loads(text)
            source = Source(**{**told["source"], "language": tuple(told["source"]["language"])})
            validators = {url: Validators(**known) for url, known in told["held"]["validators"].items()}
            held = Held(validators, frozenset(told["held"]["blobs"]))
            return Job(source, held, Path(told["spool"]), Settings(**told["settings"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput(f"not a crawl job: {type(error).__name__} {error}") from error


@dataclass(frozen=True, slots=True)
class Ended:
    """How the child process ended; what it fetched until then lies in the spool either way."""

    ok: bool
    reason: str = ""


def run_child(job: Job, limit_seconds: float = 900, stop: Event | None = None) -> Ended:
    """Crawl in a child process and wait for it; it is ended at the limit, or when `stop` is set."""
    command = [sys.executable, "-m", "crawlers.run", str(int(limit_seconds) + _GRACE)]
    root = Path(__file__).resolve().parents[1]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as child:
        said, until = "", monotonic() + limit_seconds
        told: str | None = job.to_json()
        while child.returncode is None:
            try:
                _, said = child.communicate(told, timeout=min(_LOOK_EVERY, max(until - monotonic(), 0)))
            except subprocess.TimeoutExpired:
                told = None
                if (stopped := stop is not None and stop.is_set()) or monotonic() >= until:
                    child.kill()
                    child.communicate()
                    why = "because the service stops" if stopped else f"after {limit_seconds:g} s, its limit"
                    return Ended(False, f"the crawl was ended {why}")
    if child.returncode == 0:
        return Ended(True)
    if child.returncode < 0:
        return Ended(False, f"the crawl was killed by signal {-child.returncode}")
    last = (said.strip().splitlines() or ["no word on standard error"])[-1]
    return Ended(False, f"the crawl broke ({child.returncode}): {without_secrets(last)}")
