"""A museum of wrong parameter files, one a failure: each line says in a comment `# ! id` which problems it must get."""

import re
from collections import Counter
from pathlib import Path

import pytest

from kpitools.errors import ParametersError
from kpitools.language import language
from kpitools.params import load

MUSEUM = Path(__file__).parent / "museum"
KPIS = {
    "reach", "err", "posts", "comments", "engagement_rate", "impressions", "followers", "social_cost", "revenue",
    "leads",
}  # fmt: skip


def problems(path: Path) -> ParametersError:
    with pytest.raises(ParametersError) as raised:
        load(path, known_kpis=KPIS)
    return raised.value


def expected(path: Path) -> Counter[tuple[int, str]]:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    found = [(n, re.search(r"# ! ([\w ]+)$", line)) for n, line in lines]
    return Counter((n, word) for n, match in found if match for word in match[1].split())


@pytest.mark.parametrize("path", sorted(MUSEUM.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_problem_is_reported_on_its_line(path: Path) -> None:
    error = problems(path)
    assert Counter((problem.line, problem.id) for problem in error.problems) == expected(path)
    assert all(problem.file and problem.file.endswith(path.name) for problem in error.problems)


@pytest.mark.parametrize("path", sorted(MUSEUM.glob("*.yaml")), ids=lambda path: path.stem)
def test_messages_are_complete_sentences_with_every_field_filled(path: Path) -> None:
    for code in ("fr", "en"):
        for problem in problems(path).problems:
            message = problem.message(language(code))
            assert re.search(r"[.?…]$", message), message
            assert not re.search(r"\{\w+\}", message.replace("{mois}", "")), message
            assert "None" not in problem.render(language(code))


def said(name: str) -> str:
    return str(problems(MUSEUM / f"{name}.yaml")).replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("unknown-key", "Voulez-vous dire « competitors » ?"),
        ("unknown-key-in-target", "Voulez-vous dire « against » ?"),
        ("missing-client-name", "Il manque « name »."),
        ("duplicate-keys", "La clé « client » est écrite deux fois, la première à la ligne 1."),
        ("timezone", "Voulez-vous dire Europe/Paris ?"),
        ("language", "Valeurs possibles : fr, en."),
        ("hints", "« linkdin » n'est pas une valeur possible pour « network ». Voulez-vous dire « linkedin » ?"),
        ("unknown-kpi", "reach"),
        ("tab", "Remplacez-la par des espaces."),
        ("formula-circle", "a → b → c → a"),
        ("number-with-spaces", "« 50 000 » n'est pas un nombre."),
        ("colour-without-quotes", "écrivez-la entre guillemets"),
        ("password-in-the-clear", "Écrivez env:NOM"),
    ],
)
def test_a_message_says_what_to_write(name: str, words: str) -> None:
    assert words in said(name)


@pytest.mark.parametrize("name", ["password-in-the-clear", "secret-under-an-unknown-key", "secret-as-a-value"])
def test_a_secret_is_not_repeated(name: str) -> None:
    assert "hunter2" not in said(name)
    assert "EAAG" not in said(name)


def test_a_mistyped_key_is_not_also_said_to_be_missing() -> None:
    assert "Il manque" not in said("unknown-key-inside")


# Each line repeats the one above nine times.
LAUGHS = [b"%c: &%c [%s]\n" % (n, n, b",".join([b"*%c" % (n - 1)] * 9)) for n in range(98, 107)]


@pytest.mark.parametrize(
    ("content", "problem_id"),
    [
        (b"", "empty"),
        (b"# nothing yet\n", "empty"),
        (b"client", "not_a_mapping"),
        ("client: {id: acme, name: Café}".encode("latin-1"), "not_utf8"),
        ("client: {id: acme}".encode("utf-16"), "not_utf8"),
        (b"\x00\x01\x02", "yaml"),
        (b"PK\x03\x04\xff", "not_utf8"),
        (b"a: " + b"[" * 600, "yaml"),
        (b"a: " + b"[" * 50 + b"]" * 50, "too_deep"),
        (b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(LAUGHS), "too_large"),
        (b"a: " + b"x" * 1_100_000, "too_large"),
    ],
    ids=["empty", "comments", "word", "latin-1", "utf-16", "binary", "zip", "brackets", "deep", "laughs", "huge"],
)  # fmt: skip
def test_no_parameter_file_at_all(tmp_path: Path, content: bytes, problem_id: str) -> None:
    path = tmp_path / "acme.yaml"
    path.write_bytes(content)
    assert [problem.id for problem in problems(path).problems] == [problem_id]


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert problems(tmp_path / "nobody.yaml").problems[0].id == "missing_file"
    assert problems(tmp_path).problems[0].id == "directory"


def test_the_line_of_a_wrong_byte(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_bytes("client:\n  id: acme\n  name: Café\n".encode("latin-1"))
    assert problems(path).problems[0].line == 3
