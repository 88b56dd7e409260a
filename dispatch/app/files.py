"""Which files a command means: configuration, purchases, lines, the bundled sample, folders of this user."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from dispatch.app.learning import with_learned
from dispatch.archive import RunArchive
from dispatch.config import Config, laid_over, load_config, stated_language
from dispatch.errors import ConfigError, DispatchError, ResourceError, UsageError
from dispatch.files.disk import writing
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import written
from dispatch.words import LANGUAGES

CONFIG = "dispatch.toml"
RUNS = "runs"
LANGUAGE = "DISPATCH_LANGUAGE"
"""Environment variable that wins over ``[store] language``, for terminal and documents alike."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Hold a configuration and where it is from.

    Parameters
    ----------
    config
        As loaded, flags and environment applied.
    file
        Where from.
    sample
        Whether it is the bundled sample, for want of any other.
    issues
        What there is to say about it.
    laid_over
        Keys that flags and environment laid over the file.
    """

    config: Config
    file: Path
    sample: bool = False
    issues: tuple[Issue, ...] = ()
    laid_over: tuple[str, ...] = ()


def find_setting(
    named: Path | None,
    purchases: Path | None,
    environment: Mapping[str, str],
    overrides: Mapping[str, Any],
) -> Setting:
    """Find and load the configuration.

    The one named, else ``DISPATCH_CONFIG``, else ``dispatch.toml`` here, else the one beside the
    purchases; with neither purchases nor configuration, the bundled sample day, whose runs go here.
    """
    chosen = _chosen(named, purchases, environment)
    if chosen is None and purchases is None:
        return sample_setting(environment, overrides)
    if chosen is None:
        raise ConfigError(
            "There is no {config} here or beside {purchases}.",
            "Make one with 'dispatch init', or name one with --config.",
            config=CONFIG,
            purchases=purchases or "",
        )
    config, issues = with_learned(load_config(chosen, environment, overrides))
    return Setting(config, chosen, issues=issues, laid_over=laid_over(environment, overrides))


def _chosen(named: Path | None, purchases: Path | None, environment: Mapping[str, str]) -> Path | None:
    candidates = [Path(CONFIG)] + ([purchases.parent / CONFIG] if purchases else [])
    chosen = named or (Path(environment["DISPATCH_CONFIG"]) if environment.get("DISPATCH_CONFIG") else None)
    return chosen or next((path for path in candidates if path.is_file()), None)


def sample_setting(environment: Mapping[str, str], overrides: Mapping[str, Any]) -> Setting:
    """Load the configuration of the bundled sample day, whose runs go into the folder one stands in."""
    chosen = sample_folder() / CONFIG
    if "DISPATCH_ARCHIVE_FOLDER" not in environment:
        overrides = {"archive.folder": str(Path(RUNS).absolute()), **overrides}
    config = load_config(chosen, environment, overrides)
    return Setting(config, chosen, sample=True, laid_over=laid_over(environment, overrides))


def language_of(config: Path | None, purchases: Path | None, environment: Mapping[str, str]) -> str:
    """Return the language of the store that a command means, English where there is none to be found.

    What is wrong with the configuration is for the command itself to say, in the language that it asks for
    all the same.
    """
    try:
        return find_setting(config, purchases, environment, {}).config.store.language
    except DispatchError:
        asked = environment.get(LANGUAGE) or stated_language(_chosen(config, purchases, environment))
        return asked if asked in LANGUAGES else "en"


def archive_root(out: Path | None, environment: Mapping[str, str]) -> Path:
    """Return where runs lie: the folder named, else that of the configuration here, else ``runs`` here."""
    if out is not None:
        return out
    try:
        return find_setting(None, None, environment, {}).config.archive.folder
    except ConfigError:
        return Path(RUNS)


def find_run(name: str, out: Path | None, environment: Mapping[str, str]) -> Path:
    """Return the folder of a run by what a person calls it."""
    return RunArchive(archive_root(out, environment)).resolve(name)


def find_purchases(named: Path | None, setting: Setting) -> Path:
    """Return the purchases a command means: those named, or those of the configuration."""
    found = named or setting.config.intake.purchases
    if found is None:
        raise UsageError("Which purchases?", "Name the till's export, or set [intake] purchases.")
    return found


def find_lines(named: Path | None, purchases: Path, setting: Setting) -> Path | None:
    """Return the receipt lines: those named, those configured, or lines.csv beside the purchases."""
    if named is not None:
        return named
    configured = setting.config.intake.lines
    if configured is not None and configured.is_file():
        return configured
    beside = purchases.parent / "lines.csv"
    return beside if beside.is_file() else None


def find_articles(purchases: Path | None, setting: Setting) -> Path | None:
    """Return the list of articles: the one configured, or articles.csv beside the purchases."""
    configured = setting.config.intake.articles
    if configured is not None and configured.is_file():
        return configured
    if purchases is None:
        return None
    beside = purchases.parent / "articles.csv"
    return beside if beside.is_file() else None


def articles_missing(found: Path | None, setting: Setting) -> tuple[Issue, ...]:
    """Tell that the list of articles is configured and not there: nothing is known of what was sold then."""
    configured = setting.config.intake.articles
    if found is not None or configured is None:
        return ()
    facts = (written("file", configured.name),)
    return (Issue(Code.ARTICLES_MISSING, Severity.WARNING, facts=facts, field="intake.articles"),)


def find_standing(purchases: Path | None, setting: Setting) -> Path | None:
    """Return the standing orders: those configured, or standing.csv beside the purchases."""
    configured = setting.config.intake.standing
    if configured is not None or purchases is None:
        return configured
    beside = purchases.parent / "standing.csv"
    return beside if beside.is_file() else None


def lines_missing(found: Path | None, setting: Setting) -> tuple[Issue, ...]:
    """Tell that the receipt lines are configured and not there: ages and weights are then not computed."""
    configured = setting.config.intake.lines
    if found is not None or configured is None:
        return ()
    return (
        Issue(
            Code.LINES_MISSING,
            Severity.WARNING,
            facts=(written("file", configured.name),),
            field="intake.lines",
        ),
    )


def sample_folder() -> Path:
    """Return the folder of the sample day: in the package once installed, in ``data/`` in a checkout."""
    packaged = Path(str(files("dispatch"))) / "sample"
    checkout = Path(str(files("dispatch"))).parent / "data" / "sample"
    for folder in (packaged, checkout):
        if (folder / CONFIG).is_file():
            return folder
    raise ResourceError("The bundled sample day is missing.", "Install the program again.")


def write_asked(*asked: tuple[Path | None, Callable[[], bytes]]) -> tuple[Path, ...]:
    """Make and write each file that was asked for, and return which they are.

    Raises
    ------
    ResourceError
        If one cannot be written.
    """
    written = []
    for path, make in asked:
        if path is not None:
            data = make()
            with writing(path):
                path.write_bytes(data)
            written.append(path)
    return tuple(written)
