"""``claimx codebook``: check a codebook file, try it on text."""

from __future__ import annotations

from typing import Annotated

import typer

from claimx.cli_common import as_json_text, user_errors

app = typer.Typer(
    help="Check codebooks and try them on text.", no_args_is_help=True, rich_markup_mode=None, add_completion=False
)

_FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="A codebook (YAML), or the name of one claimx has.")]


@app.command()
def check(file: _FileArgument) -> None:
    """Tell every fault of a codebook with its line and key; exit code 1 if there is one."""
    from claimx.lexicon.codebook import check as faults_of
    from claimx.lexicon.codebook import load_codebook
    from claimx.terminal import safe

    with user_errors():
        faults = faults_of(file)
    for fault in faults:
        typer.echo(safe(fault), err=True)
    if faults:
        raise typer.Exit(1)
    typer.echo(f"{safe(file)}: {len(load_codebook(file).issues)} issues, no fault")


@app.command(name="try")
def try_(
    file: _FileArgument,
    texts: Annotated[list[str], typer.Argument(metavar="TEXT...", help="Texts to look through.")],
) -> None:
    """Show which issues a codebook finds in texts, where and by which pattern; exit code 1 if it finds none."""
    from claimx.chain import load
    from claimx.garbage import kept_for_good
    from claimx.lexicon.codebook import load_codebook, try_text
    from claimx.terminal import safe

    with user_errors():
        book = load_codebook(file)
        with kept_for_good():
            nlp = load()
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    found = 0
    with nlp.select_pipes(disable=["claimx_quotations", "claimx_speakers", "claimx_claims"]):
        for text in texts:
            doc = nlp(text)
            sentences = [[(token.text, token.lemma_, token.idx) for token in sentence] for sentence in doc.sents]
            for match in try_text(book, sentences):
                found += 1
                inverse = " (inverse)" if match.inverse else ""
                typer.echo(
                    f"{match.issue.id}{inverse}\t{match.start}-{match.end}\t{safe(text[match.start : match.end])}"
                    f"\t{safe(match.pattern)}"
                )
            if not book.covers(text):
                typer.echo(
                    f"note: outside the codebook's scope, so not coded in an article: {safe(text[:60])}", err=True
                )
    if not found:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the codebook format as JSON Schema."""
    from claimx.lexicon.codebook import json_schema

    typer.echo(as_json_text(json_schema()))
