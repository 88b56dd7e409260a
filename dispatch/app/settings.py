"""The configuration a run was made with, and how much of it is believed when the run is used again.

A run may come from somebody else, or have been edited. From it comes what makes plan and sheets; whom to
tell, which archive to clean, and every file and server come from the store's own configuration.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from dispatch.app.edited import is_edited
from dispatch.app.files import LANGUAGE, Setting, archive_root, find_setting, language_of
from dispatch.archive import RunArchive
from dispatch.config import Config, laid_over, load_config, make_config
from dispatch.errors import DispatchError, InputError
from dispatch.files.disk import write_new
from dispatch.files.source import read_bytes
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import count, written

SETTINGS = "settings.json"
_MAX_MB = 4

OWN_SECTIONS: Final = ("archive", "notify", "serve", "cluster")
"""Sections that never come from a run."""

OWN_KEYS: Final = (
    "promise.area.polygon",
    "intake.purchases",
    "intake.drop",
    "intake.lines",
    "intake.articles",
    "intake.standing",
    "geocoding.addresses",
    "geocoding.pdok_url",
    "geocoding.nominatim_url",
    "travel.map",
    "travel.map_url",
    "travel.osrm_urls",
    "sheets.templates",
    "sheets.logo",
)
"""Files and servers: these never come from a run either. So do the files of ``[[zones.own]]``."""


ADDRESS_KEYS: Final = frozenset({"geocoding.addresses", "travel.map"})
"""Those of them in which addresses are found."""


def keep_settings(config: Config, folder: Path) -> Path:
    """Write what makes plan and sheets into the folder of a run."""
    path = folder / SETTINGS
    kept = config.model_dump(mode="json", exclude=set(OWN_SECTIONS))
    # Escapes, for a path need not be text that UTF-8 can hold.
    write_new(path, json.dumps(kept, indent=1).encode() + b"\n")
    return path


def setting_of_run(
    folder: Path,
    named: Path | None,
    environment: Mapping[str, str],
    overrides: Mapping[str, Any] | None = None,
    *,
    as_made: bool = False,
) -> Setting:
    """Return the configuration to use with a run: the one named, else the one it was made with.

    Flags (``overrides``) win over the environment, and that over both. Of the run's own, the parts named
    in :data:`OWN_SECTIONS` and :data:`OWN_KEYS` are those of the store's configuration; what the store
    does not have is left out and told.

    Parameters
    ----------
    as_made
        Whether of the run's own nothing is laid over: what it was made with, to be compared with it.

    Raises
    ------
    InputError
        If the run's own configuration is missing, damaged or edited, and none is named.
    ConfigError
        If the one named, the store's own, the environment or a flag holds something wrong.
    """
    if named is not None:
        return Setting(load_config(named, environment, overrides), named)
    path = folder / SETTINGS
    raw = _read(path)
    own = find_setting(None, None, environment, {})
    left_out = _put_own(raw, own)
    issues = (_left_out(left_out),) if left_out else ()
    if as_made:
        return Setting(make_config(raw, path, {}, None), path, issues=issues)
    config = make_config(raw, path, environment, overrides)
    return Setting(config, path, issues=issues, laid_over=laid_over(environment, overrides or {}))


def _read(path: Path) -> dict[str, Any]:
    """Read the settings of a run once their hash has been looked at."""
    remedy = "Name the configuration with --config."
    where = f"{path.parent.name}/{SETTINGS}"
    absent = InputError("{where} is missing.", remedy, where=where)
    data = read_bytes(path, _MAX_MB, name=where, remedy=remedy, absent=absent)
    try:
        raw = json.loads(data)
        Config.model_validate(raw)
    except (ValueError, RecursionError):
        raise InputError("{where} is damaged.", remedy, where=where) from None
    if is_edited(path.parent, SETTINGS):
        raise InputError("{files} was changed since this plan was made.", remedy, files=where)
    plain: dict[str, Any] = raw
    return plain


def _put_own(raw: dict[str, Any], own: Setting) -> list[str]:
    """Put the store's own sections, files and servers in place of the run's; return what is left out.

    Where there is no configuration of the store's own but the bundled sample's, a run keeps what the
    sample has too.
    """
    mine = own.config.model_dump(mode="json")
    usual = Config.model_validate({key: mine[key] for key in ("store", "vehicle", "courier")})
    plain = usual.model_dump(mode="json")
    for section in OWN_SECTIONS:
        raw[section] = mine[section]
    left_out = []
    for dotted in OWN_KEYS:
        wanted, ours = _get(raw, dotted), _get(mine, dotted)
        if own.sample and wanted != ours:
            ours = _get(plain, dotted)
        if wanted not in (ours, _get(plain, dotted)) and ours == _get(plain, dotted):
            left_out.append(dotted)
        _set(raw, dotted, ours)
    files = {} if own.sample else {rule["id"]: rule["file"] for rule in mine["zones"]["own"]}
    for rule in raw.get("zones", {}).get("own", ()):
        if rule.get("file"):
            rule["file"] = files.get(rule["id"])
    return left_out


def addresses_are_elsewhere(setting: Setting) -> bool:
    """Tell whether a run found its addresses in a list or a map that the store here does not have."""
    told = (issue.facts for issue in setting.issues if issue.code is Code.SETTINGS_LEFT_OUT)
    return not ADDRESS_KEYS.isdisjoint(str(fact.value) for facts in told for fact in facts)


def _get(raw: Mapping[str, Any], dotted: str) -> Any:
    found: Any = raw
    for part in dotted.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _set(raw: dict[str, Any], dotted: str, value: Any) -> None:
    *sections, key = dotted.split(".")
    for section in sections:
        raw = raw.setdefault(section, {})
    raw[key] = value


def _left_out(keys: list[str]) -> Issue:
    return Issue(
        Code.SETTINGS_LEFT_OUT,
        Severity.WARNING,
        facts=(count("n", len(keys)), *(written("keys", key) for key in keys)),
        field="settings",
    )


def language_of_run(name: str, out: Path | None, config: Path | None, environment: Mapping[str, str]) -> str:
    """Return the language of the store whose run a command means; of the configuration here if it is lost."""
    try:
        folder = RunArchive(archive_root(out, environment)).resolve(name)
        if environment.get(LANGUAGE) or config is not None:
            return language_of(config, None, environment)
        return Config.model_validate(_read(folder / SETTINGS)).store.language
    except DispatchError:
        return language_of(config, None, environment)


def factors_of_run(folder: Path, environment: Mapping[str, str], otherwise: Config) -> dict[str, float]:
    """Return the factors a run was planned with, by kind of vehicle; the store's where it does not say."""
    try:
        config = setting_of_run(folder, None, environment).config
    except DispatchError:
        config = otherwise
    return {str(kind): factor for kind, factor in config.travel.factor.items()}
