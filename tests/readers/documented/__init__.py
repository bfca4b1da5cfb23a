"""Samples of layouts that documentation alone describes: layout → (text, hints, canonical table, columns, rows)."""

from tests.readers.documented import analytics, listening, networks, own, sales, service

SAMPLES = {
    **analytics.SAMPLES,
    **networks.SAMPLES,
    **listening.SAMPLES,
    **service.SAMPLES,
    **sales.SAMPLES,
    **own.SAMPLES,
}
