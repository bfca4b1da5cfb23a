"""The sections of the report, one module each, in the report's order: the statement stands at the foot of page one."""

from kpitools.report.section import Kind
from kpitools.report.sections import (
    audience,
    bref,
    concours,
    contenus,
    corrections,
    engagement,
    essentiel,
    glossaire,
    influence,
    methode,
    objectifs,
    production,
    publicite,
    relation,
    trafic,
    visibilite,
)

_MODULES = (
    essentiel, bref, objectifs, audience, visibilite, engagement, contenus, relation, influence, trafic, publicite,
    production, concours, corrections, methode, glossaire,
)  # fmt: skip

SECTIONS: dict[str, Kind] = {module.SECTION.id: module.SECTION for module in _MODULES}
