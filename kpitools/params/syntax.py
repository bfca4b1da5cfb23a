"""YAML's syntax errors in the user's words: the parser's own are English and speak of tokens."""

from ruamel.yaml.error import MarkedYAMLError

from kpitools.language import mark
from kpitools.problems import Problem

# What the parser says, what is wrong, what to write.
_CASES = (
    ("'\\t'", mark("Une tabulation ne peut pas servir de retrait."), mark("Remplacez-la par des espaces.")),
    ("mapping values are not allowed", mark("Cette ligne contient un « : » de trop ou un retrait de trop."),
     mark("Mettez la valeur entre guillemets, ou alignez la clé sur celles qui l'entourent.")),
    ("unexpected end of stream", mark("Un guillemet ouvert n'est pas refermé."), mark("Ajoutez le guillemet fermant.")),
    ("undefined alias", mark("Cette valeur commence par « * », qui renvoie à une ancre que le fichier ne définit pas."),
     mark("Mettez la valeur entre guillemets.")),
    ("another document", mark("Le fichier contient plusieurs documents, séparés par « --- » ou « ... »."),
     mark("Gardez-en un seul.")),
    ("special characters are not allowed", mark("Le fichier contient un caractère de contrôle."),
     mark("Supprimez-le.")),
    ("expected ',' or", mark("Une liste [ ] ou un bloc { } n'est pas refermé, ou il y manque une virgule."),
     mark("Vérifiez les crochets, les accolades et les virgules.")),
    ("could not find expected ':'", mark("Il manque « : » après une clé."), mark("Écrivez « clé : valeur ».")),
    ("cannot start any token", mark("Cette valeur commence par un caractère réservé de YAML."),
     mark("Mettez la valeur entre guillemets.")),
)  # fmt: skip


def problem(error: Exception, text: str) -> Problem:
    """A YAML parser's error as a problem with its line in `text`."""
    problem_mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = min(problem_mark.line, max(len(text.splitlines()) - 1, 0)) + 1 if problem_mark else None
    said = str(getattr(error, "problem", None) or error)
    for sign, message, remedy in _CASES:
        if sign in said:
            return Problem("yaml", message, remedy=remedy, line=line)
    return Problem(
        "yaml",
        mark("Le fichier n'est pas du YAML valable."),
        remedy=mark("Vérifiez les retraits, les guillemets et les crochets de cette ligne et de celle qui la précède."),
        line=line,
    )
