"""One document in one process: ``python typst_process.py FOLDER`` makes report.pdf of report.typ. Needs no Django."""

import sys
from pathlib import Path

import typst


def main(folder: Path) -> None:
    typst.compile(str(folder / "report.typ"), output=str(folder / "report.pdf"), root=str(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
