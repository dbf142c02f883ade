"""The commands and their help. Django is imported by those that need it, when they run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from rodtrad import __version__
from rodtrad.cli.swedish import Group, Number, run

PATHS = click.argument("paths", metavar="SÖKVÄG…", nargs=-1, required=True, type=click.Path(path_type=Path))
JOBS = click.option(
    "--jobs",
    type=Number(1, 64),
    default=min(os.cpu_count() or 1, 4),
    help="Så många dokument läses samtidigt (annars ett per processorkärna, högst fyra).",
)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
HOST = click.option("--host", default="127.0.0.1", metavar="ADRESS", help="Adressen att svara på (127.0.0.1).")
PORT = click.option("--port", type=Number(1, 65_535), default=8000, help="Porten att svara på (8000).")


@click.group(cls=Group, help="Rödtråd läser ett läns protokoll och handlingsplaner till ett register.")
@click.version_option(__version__, prog_name="rodtrad", message="%(prog)s %(version)s", help="Visa versionen.")
def rodtrad() -> None:
    return


@rodtrad.command("read", short_help="Läs dokument och visa vad som hittas, utan att spara i registret.")
@PATHS
@click.option("--json", "as_json", is_flag=True, help="Skriv posterna som JSON.")
@click.option("--table", is_flag=True, help="Skriv en tabell. Det vanliga i en terminal.")
@click.option(
    "--out", metavar="MAPP", type=click.Path(path_type=Path), help="Skriv NAMN.json i mappen för varje NAMN.txt."
)
@JOBS
def read(paths: tuple[Path, ...], as_json: bool, table: bool, out: Path | None, jobs: int) -> int:
    """Läs dokument och visa vad som hittas. Mappar genomsöks till botten.

    Ett dokument ger en JSON-post; flera ger en rad var: {"file": …, "record": …}. I en pipa skrivs JSON om inget
    annat sägs. Ligger en parter.csv bredvid dokumenten läses länets egna huvudmän därifrån.

    Slutkod 0: allt lästes. 1: något kunde inte läsas eller innehöll inget; vad och varför står på standard error.
    2: kommandot var fel skrivet.
    """
    from rodtrad.cli.reading import Form, default_form, read_documents

    if as_json and table:
        raise click.UsageError("Välj antingen --json eller --table.")
    form: Form = "json" if as_json else "table" if table else default_form(out)
    return read_documents(list(paths), form=form, out=out, jobs=jobs)


@rodtrad.command("import", short_help="Läs dokument till registret.")
@PATHS
@JOBS
def import_(paths: tuple[Path, ...], jobs: int) -> int:
    """Läs dokument till registret. Det som redan är läst läses inte igen.

    Ligger en parter.csv eller en organ.csv bredvid dokumenten läggs länets egna huvudmän och organ till först.
    Slutkoder som för read.
    """
    from rodtrad.cli.register import import_documents

    return import_documents(list(paths), jobs=jobs)


@rodtrad.command("reread", short_help="Läs om dokument som en äldre läsare har läst.")
@click.option("--document", "keys", metavar="NR", type=int, multiple=True, help="Bara dokumentet med numret.")
@JOBS
def reread(keys: tuple[int, ...], jobs: int) -> int:
    """Läs om de dokument som en äldre läsare har läst, eller som lästes innan parter eller organ lades till.

    Det som någon har bekräftat, rättat, avvisat eller lagt till gäller som förut. Det som annars blev annorlunda visas
    på webben under Att se över, att godta eller ta tillbaka.
    """
    from rodtrad.cli.register import reread_documents

    return reread_documents(keys, jobs=jobs)


@rodtrad.command("serve", short_help="Visa registret på webben.")
@HOST
@PORT
def serve(host: str, port: int) -> None:
    """Visa registret på webben tills du trycker Ctrl+C."""
    from rodtrad.cli.server import serve_web

    serve_web(host, port)


@rodtrad.command("try-signing", short_help="Prova att underteckna protokoll, med ett certifikat som inte gäller.")
@click.option("--port", type=Number(1, 65_535), default=3161, help="Tidsstämplingstjänstens port (3161).")
def try_signing(port: int) -> int:
    """Gör ett certifikat och stämpla tider, för den som vill prova underskrift innan riktiga är beställda.

    Visar vad som ska ställas in, och stämplar tills du trycker Ctrl+C. Ingen annan litar på det som undertecknas så.
    """
    from rodtrad.cli.trial_signing import serve_trial
    from rodtrad.web import settings

    return serve_trial(settings.DATA, port)


@rodtrad.command("evaluate", short_help="Mät läsaren mot facit som är skrivna för hand.")
@click.option("--wrong", is_flag=True, help="Visa också varje fel.")
@click.option("--house-styles", is_flag=True, help="Läs varje dokument med husstilen som dess syskon lär ut.")
@click.option("--update-floor", is_flag=True, help="Höj golvet till det som nås nu; det sänks aldrig.")
@click.option("--gold", metavar="MAPP", type=FOLDER, help="Mät mot andra facit, utan golv.")
@click.option("--documents", metavar="MAPP", type=FOLDER, help="Deras dokument (annars samma mapp).")
@click.option("--parties", metavar="FIL", type=click.Path(path_type=Path), help="Huvudmän utöver Sveriges.")
def evaluate(
    wrong: bool,
    house_styles: bool,
    update_floor: bool,
    gold: Path | None,
    documents: Path | None,
    parties: Path | None,
) -> int:
    """Läs de dokument som har facit, och jämför: en rad för varje slag av uppgift, format och husstil.

    I förrådets mapp mäts exemplen och korpusen, och det som vunnits och förlorats sedan golvet lades visas.

    Slutkod 0: inget ligger under golvet. 1: något gör det. 2: kommandot var fel skrivet.
    """
    from rodtrad.cli.evaluating import evaluate_checkout, evaluate_folders

    if gold is not None:
        if update_floor:
            raise click.UsageError("Andra facit har inget golv: ta bort --update-floor.")
        return evaluate_folders(gold, documents or gold, parties, wrong=wrong, house_styles=house_styles)
    if documents or parties:
        raise click.UsageError("--documents och --parties hör till --gold.")
    if house_styles and update_floor:
        raise click.UsageError("Golvet gäller läsaren utan husstilar: ta bort --house-styles.")
    return evaluate_checkout(Path.cwd(), wrong=wrong, house_styles=house_styles, update_floor=update_floor)


@rodtrad.command("worker", short_help="Läs det som lämnas in på webben.")
@click.option("--jobs", type=Number(1, 64), default=1, help="Så många dokument läses samtidigt (1).")
@click.option("--parent", type=int, hidden=True)
def worker(jobs: int, parent: int | None) -> None:
    """Läs det som lämnas in på webben tills du trycker Ctrl+C.

    ./start och serve har en läsare med sig. Kör fler med det här kommandot, på samma dator eller på en annan som når
    samma databas och samma original.
    """
    from rodtrad.cli.keeper import keep_workers
    from rodtrad.cli.register import need_register

    if parent is None:
        need_register()
    keep_workers(jobs, parent=parent)


@rodtrad.command("login-link", short_help="Gör en länk att logga in med en gång.")
@click.argument("email", metavar="[E-POST]", required=False)
@click.option(
    "--create",
    metavar="ROLL",
    type=click.Choice(["reader", "editor", "administrator"]),
    help="Lägg upp kontot om det inte finns: reader (läsare), editor (redaktör) eller administrator.",
)
@click.option("--port", type=Number(1, 65_535), default=8000, help="Porten som registret visas på (8000).")
@click.option("--no-second-step", is_flag=True, help="Ta bort kontots andra steg, om telefonen är borta.")
def login_link(email: str | None, create: str | None, port: int, no_second_step: bool) -> int:
    """Gör en länk att logga in med en gång, för kontot med adressen; utan adress för den första administratören."""
    from rodtrad.cli.register import print_login_link

    return print_login_link(email, role=create, port=port, no_second_step=no_second_step)


@rodtrad.command("migrate", short_help="Gör i ordning registrets databas.")
def migrate() -> int:
    """Gör i ordning registrets databas, eller för den till den här versionen."""
    from rodtrad.cli.register import open_register

    open_register()
    return 0


@rodtrad.command("backup", short_help="Spara hela registret i en fil.")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
def backup(file: Path) -> int:
    """Spara databasen, originalen och installationens inställningar i FIL, eller i en ny fil om FIL är en mapp.

    Registret får vara igång. Filen innehåller allt, också den hemliga nyckeln: förvara den därefter.
    """
    from rodtrad.cli.backup import back_up_register

    return back_up_register(file)


@rodtrad.command("restore", short_help="Återställ registret ur en fil som backup har gjort.")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Ersätt det register som finns; det sparas först i mappen backups.")
def restore(file: Path, replace: bool) -> int:
    """Återställ databasen, originalen och den hemliga nyckeln ur FIL, helt eller inte alls.

    Stäng av webben först. Allt i filen kontrolleras innan något ändras, och databasen byts i ett steg.
    """
    from rodtrad.cli.backup import restore_register

    return restore_register(file, replace=replace)


@rodtrad.command("clear-pictures", short_help="Ta bort de sidbilder som är sparade.")
def clear_pictures() -> int:
    """Ta bort de sidbilder som är sparade. De görs på nytt när någon ser på sidan; registret får vara igång."""
    from rodtrad.cli.register import clear_kept_pictures

    return clear_kept_pictures()


@rodtrad.command("up", short_help="Gör i ordning, läs in och visa: det som ./start gör.")
@click.argument("folder", metavar="[MAPP]", required=False, type=click.Path(path_type=Path))
@HOST
@PORT
@JOBS
def up(folder: Path | None, host: str, port: int, jobs: int) -> None:
    """Gör i ordning registret, läs in dokumenten i MAPP (annars exemplen) och visa det på webben."""
    from rodtrad.cli.server import start_all

    start_all(folder, host=host, port=port, jobs=jobs)


def main() -> None:
    """What the installed command runs."""
    sys.exit(run(rodtrad))
