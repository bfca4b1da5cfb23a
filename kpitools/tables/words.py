"""What readers call the canonical tables."""

from kpitools.catalogue import Words

TITLES: dict[str, Words] = {
    "account_days": Words(fr="résultats par jour", en="results by day"),
    "account_periods": Words(fr="résultats de la période", en="results of the period"),
    "posts": Words(fr="publications", en="posts"),
    "interactions": Words(fr="interactions", en="interactions"),
    "conversations": Words(fr="conversations", en="conversations"),
    "reviews": Words(fr="avis", en="reviews"),
    "mention_days": Words(fr="mentions par jour", en="mentions by day"),
    "mentions": Words(fr="mentions", en="mentions"),
    "ads": Words(fr="publicité", en="advertising"),
    "web_visits": Words(fr="visites du site", en="site visits"),
    "conversion_paths": Words(fr="parcours de conversion", en="conversion paths"),
    "actions": Words(fr="actions clés", en="targeted actions"),
    "leads": Words(fr="leads", en="leads"),
    "orders": Words(fr="commandes", en="orders"),
    "costs": Words(fr="dépenses", en="costs"),
    "surveys": Words(fr="enquêtes", en="surveys"),
    "contents": Words(fr="contenus produits", en="contents produced"),
    "contests": Words(fr="concours", en="contests"),
    "audience": Words(fr="profil de l'audience", en="audience profile"),
}
