"""The archive of runs: a run is a folder that appears whole or not at all."""

from dispatch.archive.anonymous import anonymous, write_anonymous
from dispatch.archive.codec import PLAN, PLAN_FORMAT, encode, read_plan, write_plan
from dispatch.archive.comparing import Changes, Move, Spot, compare
from dispatch.archive.manifest import (
    LOG,
    MANIFEST,
    Kind,
    RunInfo,
    changed_files,
    describe_file,
    digest_of,
    fingerprint,
    intact,
    read_info,
    seal,
    seal_facts,
    signed,
)
from dispatch.archive.retention import ACTUALS, FIGURES, Purged, keep_actuals, purge, read_figures
from dispatch.archive.runs import LATEST, RunArchive
from dispatch.files.lock import Holder

__all__ = [
    "ACTUALS",
    "FIGURES",
    "LATEST",
    "LOG",
    "MANIFEST",
    "PLAN",
    "PLAN_FORMAT",
    "Changes",
    "Holder",
    "Kind",
    "Move",
    "Purged",
    "RunArchive",
    "RunInfo",
    "Spot",
    "anonymous",
    "changed_files",
    "compare",
    "describe_file",
    "digest_of",
    "encode",
    "fingerprint",
    "intact",
    "keep_actuals",
    "purge",
    "read_figures",
    "read_info",
    "read_plan",
    "seal",
    "seal_facts",
    "signed",
    "write_anonymous",
    "write_plan",
]
