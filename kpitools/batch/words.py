"""What a batch says of steps, limits and deaths."""

import signal

from kpitools.language import Language, mark
from kpitools.problems import Problem
from kpitools.publish.progress import Step


def where(step: Step | None, words: Language) -> str:
    """The step that a report is at, as an analyst names it: "cellule 5 sur 12, Audience"."""
    match step:
        case Step("notebook", cell, cells, heading):
            if heading:
                return words.text("cellule {cell} sur {cells}, {heading}", cell=cell, cells=cells, heading=heading)
            return words.text("cellule {cell} sur {cells}", cell=cell, cells=cells)
        case Step("data"):
            return words.text("lecture des exports")
        case Step("html"):
            return words.text("mise en page")
        case Step("pdf"):
            return words.text("impression du PDF")
    return words.text("démarrage")


def too_long(seconds: int, step: str) -> Problem:
    """The report took longer than it may."""
    text = mark("Le rapport dure plus de {seconds} s ; il en était à : {step}.")
    remedy = mark("Voyez ce qui le retient, ou donnez-lui plus de temps avec --deadline.")
    return Problem("deadline", text, {"seconds": seconds, "step": step}, remedy=remedy)


def too_large(megabytes: int, step: str) -> Problem:
    """The report took more memory than it may."""
    text = mark("Le rapport prend plus de {megabytes} Mo de mémoire ; il en était à : {step}.")
    remedy = mark("Voyez ce qui la remplit, ou donnez-lui-en plus avec --memory.")
    return Problem("memory", text, {"megabytes": megabytes, "step": step}, remedy=remedy)


def died(code: int, step: str) -> Problem:
    """The report's process ended without a word."""
    remedy = mark("Relancez la commande ; si cela se répète, faites ce rapport seul avec « kpitools render ».")
    if code < 0:
        values = {"signal": signal.Signals(-code).name, "step": step}
        text = mark("Le processus du rapport a été tué ({signal}) ; il en était à : {step}.")
    else:
        values = {"code": str(code), "step": step}
        text = mark("Le processus du rapport s'est arrêté (code {code}) ; il en était à : {step}.")
    return Problem("worker_died", text, values, remedy=remedy)


def unforeseen(error: Exception) -> Problem:
    """A mistake of kpitools itself, with the line that a maintainer must look at."""
    text = mark("Erreur interne de kpitools : {cause} ({place}).")
    remedy = mark("Signalez-la avec ce message : aucun autre client n'est touché.")
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "–"
    said = str(error).splitlines()
    cause = f"{type(error).__name__}: {said[0]}" if said else type(error).__name__
    return Problem("internal", text, {"cause": cause, "place": place}, remedy=remedy)
