"""What comes out, as ``dispatch.toml`` says it: documents, the archive, who is told, answers over HTTP."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from dispatch.config.values import FilePath, Section, Text


class Sheets(Section):
    """What the documents look like."""

    csv: Literal["plain", "excel-nl"] = "plain"
    directions: bool = False
    """Name the streets of each way on the courier's sheets, where a map knows them."""
    qr: Literal["geo", "google", "apple", "none"] = "geo"
    labels: Literal["2x7", "3x8", "none"] = "2x7"
    labels_start: Annotated[int, Field(ge=1, le=24)] = 1
    """Position on the first sheet of labels at which printing begins, row by row from the top left."""
    html_personal: bool = True
    phone: bool = True
    """Write a page for the courier's phone beside each route's sheet."""
    published: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    """Address under which the runs are published; sheets then carry a code that opens the phone's page."""
    geojson: bool = False
    exports: tuple[Literal["circuit", "optimoroute", "mymaps"], ...] = ()
    templates: FilePath | None = None
    """Folder whose ``.typ`` files replace those of the program."""
    logo: FilePath | None = None
    colour: str = Field(default="#1f5f3a", pattern=r"^#[0-9a-fA-F]{6}$")
    texts: dict[str, Text] = Field(default_factory=dict)
    """Words of the sheets to replace, by key (docs/sheets.md)."""
    message_nl: Text = ""
    message_en: Text = ""
    message_minutes: Annotated[int, Field(ge=15, le=600)] = 60
    """Width of the window a customer is told, at the first stop of a trip."""
    message_growth_minutes: Annotated[int, Field(ge=0, le=60)] = 1
    """What every earlier stop of the trip adds to that width."""


class Archive(Section):
    """Where runs go and how long persons stay in them."""

    folder: FilePath = Path("runs")
    retention_days: Annotated[int, Field(ge=0, le=3650)] = 28
    key_file: FilePath | None = None
    """A secret of 16 bytes or more: manifests are signed with it, and ``verify`` looks at that."""


class Mail(Section):
    """An outgoing mail server."""

    host: str
    port: Annotated[int, Field(gt=0, lt=65_536)] = 587
    sender: str
    to: tuple[str, ...] = Field(min_length=1)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password_file: FilePath | None = None
    timeout_seconds: Annotated[float, Field(gt=0, le=120)] = 15.0


class Notify(Section):
    """Who is told when a run needs a look."""

    command: tuple[str, ...] = ()
    """Program and arguments; gets the summary as JSON on its standard input."""
    released: tuple[str, ...] = ()
    """Program and arguments that print the sheet of a trip once it is released (``dispatch serve``)."""
    mail: Mail | None = None
    heartbeat: FilePath | None = None
    """Touched after every run that ended."""
    log: FilePath | None = None
    """Rotating log; default under the XDG state home."""


class Serve(Section):
    """``dispatch serve``: answers over HTTP for tills and apps on the shop's network."""

    host: Text = "127.0.0.1"
    """Any other than this machine's own asks for a token."""
    port: Annotated[int, Field(gt=0, lt=65_536)] = 8765
    token_file: FilePath | None = None
    """A secret of 16 bytes or more that clients send as ``Authorization: Bearer …``."""
    max_kb: Annotated[int, Field(gt=0, le=100_000)] = 512
    """Larger requests are refused."""
    requests_per_second: Annotated[float, Field(gt=0, le=10_000)] = 100.0
    """Of one client; more is told to come back later."""
    processes: Annotated[int, Field(ge=0, le=64)] = 0
    """How many answer questions; 0 for one a core, four at most; 1 for the server's own."""
    replan: bool = True
    """Plan anew in the background when something was bought."""


class ClusterSection(Section):
    """Where ``dispatch whatif`` has its plans made, if not on this machine."""

    address: str = ""
    """A Dask scheduler that runs, ``tcp://host:8786``, or ``local``; ``--cluster`` wins."""
    begin: Literal["ssh", "slurm", "kubernetes"] | None = None
    """Begin a cluster for the command, by Dask's own deployment, and end it afterwards."""
    workers: Annotated[int, Field(ge=0, le=100_000)] = 0
    """How many to ask for; 0 for as many as the deployment begins by itself (``ssh``: those of its hosts)."""
    options: dict[str, Any] = Field(default_factory=dict)
    """What the deployment is begun with, as its own documentation says."""
