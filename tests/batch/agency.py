"""A made-up agency: a workspace with as many small clients as a test wants, each good or broken in its own way."""

import contextlib
import csv
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from kpitools.editions import manifest
from kpitools.editions.edition import is_whole
from kpitools.kpis.values import Period

OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
MARK = "KPITOOLS_TEST_BATCH"

# What a section gives, without the package's own sections: a test is about processes, not about charts.
SECTION = """\
from pathlib import Path
from IPython.display import HTML, display
rows = Path("..", "data", Path(params).stem, "posts.csv").read_text(encoding="utf-8")
display(HTML(f'<section class="section" id="audience" data-section="audience"><h2>Audience</h2>{rows}</section>'))
"""
PARAMETERS = 'params: str = ""\nmonth: str = ""\nlanguage: str = "fr"'
TEMPLATE = """\
{%- extends 'cells.html.j2' -%}
{%- block header -%}
<!doctype html><html lang="{{ report.language }}"><head><meta charset="utf-8">{{ report.metadata }}</head><body>
{%- endblock header -%}
{%- block footer -%}</body></html>{%- endblock footer -%}
"""


class Agency:
    """A workspace in a folder, its clients' files, and the command run in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._started: list[subprocess.Popen[str]] = []
        for folder in ("params", "notebooks", "data", "templates/sobre"):
            (root / folder).mkdir(parents=True)
        template = root / "templates" / "sobre"
        (template / "conf.json").write_text('{"base_template": "base", "mimetypes": {"text/html": true}}')
        (template / "index.html.j2").write_text(TEMPLATE, encoding="utf-8")
        self.notebook("rapport", SECTION)

    @cached_property
    def scratch(self) -> Path:
        """Where the command's temporary files lie; its name is short, as sockets lie in it."""
        return Path(tempfile.mkdtemp(prefix="k"))

    def notebook(self, name: str, *sources: str) -> None:
        """Write a notebook of code cells under the heading "Audience"."""
        cells = [
            new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
            new_markdown_cell("## Audience", metadata={"tags": ["analyste"]}),
            *(new_code_cell(source) for source in sources),
        ]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})
        nbformat.write(notebook, self.root / "notebooks" / f"{name}.ipynb")

    def client(self, client: str, *, name: str = "", notebook: str = "rapport", caption: str = "Bonjour") -> Path:
        """Write a client's parameters and exports: two posts of October 2026."""
        parameters = {
            "client": {"id": client, "name": name or client.title(), "language": "fr"},
            "data": [{"path": f"../data/{client}"}],
            "report": {
                "notebook": f"{notebook}.ipynb", "template": "sobre", "sections": ["audience"], "outputs": ["html"],
            },
        }  # fmt: skip
        path = self.root / "params" / f"{client}.yaml"
        path.write_text(json.dumps(parameters, ensure_ascii=False), encoding="utf-8")  # JSON is YAML
        self.posts(client, caption)
        return path

    def posts(self, client: str, caption: str, day: str = "2026-10-05") -> None:
        """Write a client's export."""
        path = self.root / "data" / client / "posts.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["network", "account", "post_id", "published_at", "text", "reach", "likes"])
            for number in (1, 2):
                writer.writerow(
                    ["instagram", client, f"{client}-{number}", f"{day}T12:00:00+00:00", caption, 90 + number, number]
                )

    def edition(self, client: str) -> Path:
        """Where October's edition of a client lies."""
        return self.root / "output" / "2026-10" / client

    def is_whole(self, client: str) -> bool:
        """Whether the client's edition is there, every file as it was made."""
        told = manifest.read(self.edition(client))
        return told is not None and is_whole(self.edition(client), told["fingerprint"])

    def failure(self, client: str) -> str:
        """What is told of a client's failure."""
        told: dict[str, Any] = json.loads((self.edition(client) / "failure.json").read_text(encoding="utf-8"))
        return " ".join(str(problem["text"]) for problem in told["problems"]).replace("\u00a0", " ")

    def start(self, *arguments: object, command: str = "batch") -> "subprocess.Popen[str]":
        """Start a command in the workspace, in a session of its own; its processes are found by `alive`."""
        line = [
            sys.executable,
            "-c",
            "from kpitools.cli import main; main()",
            command,
            "--month",
            "2026-10",
            *map(str, arguments),
        ]
        pipe = subprocess.PIPE
        # A test is known by its workspace: no two have the same.
        env = {**os.environ, MARK: str(self.root), "TMPDIR": str(self.scratch), "LANG": "C.UTF-8"}
        env.pop("LC_ALL", None)
        process = subprocess.Popen(
            line, cwd=self.root, env=env, stdout=pipe, stderr=pipe, text=True, encoding="utf-8", start_new_session=True
        )
        self._started.append(process)
        return process

    def close(self) -> None:
        """End what a failed test left running."""
        for process in self.alive():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        for started in self._started:
            with started:  # closes its pipes and waits
                pass
        shutil.rmtree(self.scratch)

    def run(self, *arguments: object, command: str = "batch") -> "subprocess.CompletedProcess[str]":
        """Run a command in the workspace to its end."""
        process = self.start(*arguments, command=command)
        out, err = process.communicate(timeout=300)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def alive(self) -> list[psutil.Process]:
        """The processes that a command in this workspace started, directly or not, and that still run."""
        found = []
        for process in psutil.process_iter():
            try:
                marked = process.environ().get(MARK) == str(self.root)
                if marked and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return found

    def all_gone(self, patience: float = 10) -> bool:
        """Whether no process is left behind, after a while at the most."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if not self.alive():
                return True
            time.sleep(0.1)
        return False

    def leftovers(self) -> list[str]:
        """What lies beside the editions that is no edition, and temporary files."""
        beside = (path.name for path in (self.root / "output" / "2026-10").iterdir() if path.name[0] == ".")
        return sorted([*beside, *(path.name for path in self.scratch.iterdir())])


def wait_for(condition: Any, patience: float = 60) -> None:
    """Wait until something is so; fails the test where it never is."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
