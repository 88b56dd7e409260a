"""The archive of runs: a run is a folder that appears whole or not at all."""

from dispatch.archive.codec import PLAN, PLAN_FORMAT, encode, read_plan, write_plan
from dispatch.archive.lock import Holder
from dispatch.archive.manifest import (
    LOG,
    MANIFEST,
    RunInfo,
    changed_files,
    describe_file,
    fingerprint,
    read_info,
    seal,
)
from dispatch.archive.runs import LATEST, RunArchive

__all__ = [
    "LATEST",
    "LOG",
    "MANIFEST",
    "PLAN",
    "PLAN_FORMAT",
    "Holder",
    "RunArchive",
    "RunInfo",
    "changed_files",
    "describe_file",
    "encode",
    "fingerprint",
    "read_info",
    "read_plan",
    "seal",
    "write_plan",
]
