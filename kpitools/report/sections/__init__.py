"""The sections of the report, one module each, in the report's order: the statement stands at the foot of page one."""

from kpitools.report.section import Kind
from kpitools.report.sections import (
    audience,
    bref,
    contenus,
    engagement,
    essentiel,
    glossaire,
    methode,
    objectifs,
    trafic,
    visibilite,
)

_MODULES = (essentiel, bref, objectifs, audience, visibilite, engagement, contenus, trafic, methode, glossaire)

SECTIONS: dict[str, Kind] = {module.SECTION.id: module.SECTION for module in _MODULES}
