"""Loading the chain: a spaCy config, by name or path, or a pipeline assembled from one.

``spacy.util.load_model_from_config`` would do for a config, but it serializes the source model's vocabulary
and vectors several times over and then drops the vectors (they come back only with ``nlp.initialize()``).
Here the source model itself is loaded once, without the components that the config doesn't name, and
claimx's own components are put between: the time of ``spacy.load`` and no second copy of anything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.util import get_package_path, is_package, load_config

from claimx import __version__
from claimx.stages import tagging, tokenizer
from claimx.stages.elisions import split_marks

DEFAULT_PIPELINE: Final = "fr_news"
_PACKAGE: Final = Path(__file__).parent
# In a wheel the configs lie inside the package; in a checkout (editable install) beside `src`.
_CONFIG_FOLDERS: Final = (_PACKAGE / "pipelines", _PACKAGE.parents[1] / "pipelines")
_OWN_PREFIX: Final = "claimx_"


def find_pipeline(pipeline: str | Path = DEFAULT_PIPELINE) -> Path:
    """Return the ``.cfg`` file or pipeline folder that ``pipeline`` names.

    Args:
        pipeline: the name of a chain claimx carries (``fr_news``), a ``.cfg`` file, or a folder written by
            ``spacy assemble`` or ``nlp.to_disk``.

    Raises:
        FileNotFoundError: there is no such name, file or folder.
    """
    path = Path(pipeline)
    if path.is_file() or (path / "config.cfg").is_file():
        return path
    for folder in _CONFIG_FOLDERS:
        if (found := folder / f"{pipeline}.cfg").is_file() and path.name == str(pipeline):
            return found
    names = sorted({file.stem for folder in _CONFIG_FOLDERS if folder.is_dir() for file in folder.glob("*.cfg")})
    raise FileNotFoundError(
        f"no pipeline {str(pipeline)!r}: give a name ({', '.join(names)}), a .cfg file or an assembled pipeline"
    )


def load(
    pipeline: str | Path = DEFAULT_PIPELINE,
    codebooks: Sequence[str | Path] | None = None,
    actors: Sequence[str | Path] | None = None,
) -> Language:
    """Load a chain; ``nlp(text)._.claims`` then gives the claims of a text.

    Args:
        pipeline: name, ``.cfg`` file or assembled folder, see :func:`find_pipeline`.
        codebooks: names of codebooks claimx carries or paths of your own, instead of the pipeline's.
        actors: files of actors, beside those claimx carries.

    Raises:
        FileNotFoundError: the pipeline, its French model, a codebook or an actors file isn't there.
        ValueError: the config, a codebook or an actors file has a fault; the message says where.
    """
    settings: dict[str, list[str]] = {}
    if codebooks is not None:
        settings["codebooks"] = [str(item) for item in codebooks]
    if actors is not None:
        settings["actors"] = [str(item) for item in actors]
        if missing := [item for item in settings["actors"] if not Path(item).is_file()]:
            raise FileNotFoundError(f"{missing[0]}: no such file of actors")
    path = find_pipeline(pipeline)
    nlp = _load_folder(path, settings) if path.is_dir() else _load_config(path, settings)
    for name in nlp.component_names:
        tagging.quicken(nlp.get_pipe(name))
    split_marks(nlp)
    tokenizer.quicken(nlp)
    nlp.meta["claimx"] = {
        "version": __version__,
        "pipeline": _pipeline_digest(path),
        # For worker processes, which load it once more.
        "load": {"pipeline": str(pipeline), **settings},
    }
    return nlp


def fingerprint(nlp: Language) -> str:
    """Return a digest of all that decides what the chain extracts, as ``sha256:…``.

    It covers the versions of claimx, spaCy and the French model, the pipeline's config, claimx's code and
    lexicon (so that a checkout whose rules were edited has another one), and the content of the files that
    components were given (codebooks, actors), wherever these lie.
    """
    parts: dict[str, Any] = {
        "claimx": __version__,
        "spacy": spacy_version,
        "model": [nlp.meta.get(key) for key in ("lang", "name", "version")],
        "pipeline": nlp.meta.get("claimx", {}).get("pipeline"),
        "components": {
            name: {key: _content(value) for key, value in nlp.get_pipe_config(name).items() if not key.startswith("@")}
            for name in nlp.pipe_names
            if nlp.get_pipe_meta(name).factory.startswith(_OWN_PREFIX)
        },
        "package": _package(),
    }
    return "sha256:" + hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def _read_config(path: Path, *, interpolate: bool = False) -> tuple[Any, list[str], dict[str, dict[str, Any]]]:
    """Read a pipeline's config: all of it, the names of its components, and their settings."""
    try:
        config = load_config(path, interpolate=interpolate)
    except ValueError as error:
        raise ValueError(f"{path}: isn't a spaCy config ({' '.join(str(error).split())})") from None
    nlp, components = config.get("nlp"), config.get("components")
    names = nlp.get("pipeline") if isinstance(nlp, dict) else None
    if not isinstance(names, list) or not isinstance(components, dict):
        raise ValueError(  # noqa: TRY004 (what a file says)
            f"{path}: isn't a pipeline's config: it has no [nlp] with a list `pipeline`, or no [components]"
        )
    return config, names, components


def _load_config(path: Path, settings: dict[str, list[str]]) -> Language:
    config, names, components = _read_config(path, interpolate=True)
    if missing := [name for name in names if name not in components]:
        raise ValueError(f"{path}: no [components.{missing[0]}] for {missing[0]!r} of [nlp] pipeline")
    models = {components[name]["source"] for name in names if "source" in components[name]}
    renamed = [name for name in names if components[name].get("component", name) != name]
    if len(models) != 1 or renamed or config["nlp"].get("lang") != "fr":
        raise ValueError(
            f"{path}: a chain takes components from one French model, under their own names"
            f" (found: {', '.join(sorted(models)) or 'none'}); for anything else, `spacy assemble` makes a folder"
        )
    sourced = [name for name in names if "source" in components[name]]
    nlp = _load_model(models.pop(), sourced, config["nlp"].get("disabled", []))
    if absent := [name for name in sourced if name not in nlp.component_names]:
        raise ValueError(f"{path}: the model has no component {absent[0]!r}")
    for index, name in enumerate(names):
        if name not in sourced:
            _add(nlp, components[name]["factory"], name, components[name], settings, index)
    if nlp.component_names != names:
        raise ValueError(f"{path}: the model's components must stand in its own order: {', '.join(sourced)}")
    nlp.batch_size = config["nlp"].get("batch_size", nlp.batch_size)
    return nlp


def _load_model(model: str, components: Sequence[str], disabled: Sequence[str]) -> Language:
    root = get_package_path(model) if is_package(model) else Path(model)
    if not root.is_dir():
        raise FileNotFoundError(f"the French model {model!r} is not installed: run `python -m spacy download {model}`")
    configs = [root / "config.cfg", *sorted(root.glob("*/config.cfg"))]
    config = load_config(next(file for file in configs if file.is_file()))
    unused = [name for name in config["nlp"]["pipeline"] if name not in components]
    return spacy.load(model, exclude=unused, disable=disabled)


def _load_folder(path: Path, settings: dict[str, list[str]]) -> Language:
    _, names, components = _read_config(path / "config.cfg")
    # A component that was saved would put its saved data over a new setting: it's made anew.
    changed = [name for name in names if settings.keys() & components[name].keys()]
    nlp = spacy.load(path, exclude=changed)
    # The excluded components no longer count as saved: else their factories would take a missing codebook for
    # one that saved data is about to bring.
    nlp.meta["components"] = nlp.component_names
    for index, name in enumerate(names):
        if name in changed:
            _add(nlp, components[name]["factory"], name, components[name], settings, index)
    return nlp


def _add(
    nlp: Language, factory: str, name: str, config: dict[str, Any], settings: dict[str, list[str]], index: int
) -> None:
    if not Language.has_factory(factory):
        raise ValueError(f"no factory {factory!r} for component {name!r}: is the package that has it installed?")
    takes = Language.get_factory_meta(factory).default_config or {}
    own = {key: value for key, value in config.items() if key != "factory"}
    own |= {key: value for key, value in settings.items() if key in takes}
    # `before` counts enabled components only when it is a number.
    following = nlp.component_names[index] if index < len(nlp.component_names) else None
    nlp.add_pipe(factory, name=name, config=own, before=following, last=None if following else True)


def _pipeline_digest(path: Path) -> str:
    if path.is_file():
        return _file_digest(path)
    files = (file for file in sorted(path.rglob("*")) if file.is_file())
    return hashlib.sha256("".join(_file_digest(file) for file in files).encode()).hexdigest()


@cache
def _package() -> dict[str, str]:
    """Return the digest of each file of claimx, read once: a process goes on with the code it began with."""
    return {file.relative_to(_PACKAGE).as_posix(): _file_digest(file) for file in _code_and_data()}


def _code_and_data() -> list[Path]:
    # The configs count by themselves, and lie elsewhere in a checkout.
    skipped = {"__pycache__", "pipelines"}
    return sorted(
        file for file in _PACKAGE.rglob("*") if file.is_file() and skipped.isdisjoint(file.relative_to(_PACKAGE).parts)
    )


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _content(value: Any) -> Any:
    """Put a digest in the place of every file name, so that where a file lies doesn't count."""
    if isinstance(value, str) and Path(value).is_file():
        return _file_digest(Path(value))
    if isinstance(value, list | tuple):
        return [_content(item) for item in value]
    return str(value) if isinstance(value, Path) else value
