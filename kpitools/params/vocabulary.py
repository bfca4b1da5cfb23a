"""The words that a parameter file may use: networks, post types, sections, objectives, profiles, findings."""

NETWORKS = (
    "facebook", "instagram", "x", "linkedin", "youtube", "tiktok", "pinterest", "threads", "bluesky", "mastodon",
    "vk", "ok", "livejournal", "blog", "forum", "other",
)  # fmt: skip

POST_TYPES = (
    "text", "link", "image", "carousel", "video", "reel", "story", "live", "poll", "event", "reply", "other",
)  # fmt: skip

OBJECTIVES = (
    "trafic", "visibilite", "image", "notoriete", "engagement", "acquisition", "conversion", "fidelisation",
)  # fmt: skip

EVENTS = ("campaign", "launch", "break", "outage")

# The report's own order, which is the default.
SECTIONS = (
    "essentiel", "objectifs", "bref", "audience", "visibilite", "engagement", "contenus", "relation", "influence",
    "trafic", "publicite", "production", "concours", "corrections", "methode", "glossaire",
)  # fmt: skip

OUTPUTS = ("html", "pdf", "xlsx")

# Whose engagement rate is the headline.
PROFILES = (
    "kpitools", "iconosquare", "iconosquare_reach", "minter", "napoleoncat", "emplifi", "emplifi_platform",
    "fanpage_karma", "fanpage_karma_post", "fanpage_karma_weighted", "quintly", "popsters_post", "popsters_day",
    "livedune", "livedune_weighted", "rival_iq", "orlo", "metricool", "hoppa", "hootsuite", "hootsuite_post",
    "hootsuite_impressions", "hootsuite_day", "hootsuite_view", "buffer", "facebook", "linkedin",
)  # fmt: skip

FINDINGS = (
    "vanity_growth", "healthy_growth", "suspicious_followers", "reach_without_interest", "reach_to_clicks",
    "volume_reach", "organic_decline", "viral_content", "one_hit", "likes_only", "too_promotional", "poor_traffic",
    "fine_traffic", "cheap_clicks", "tracking_break", "slow_answers", "unanswered", "contest_month",
    "few_direct_visits", "nurturer", "closer", "leads_not_sold", "rising_acquisition_cost", "ad_fatigue", "off_target",
    "negative_wave", "posting_stopped", "budget_overrun", "budget_unspent", "competitor_surge", "churn",
    "measure_changed", "too_few_kpis", "too_many_kpis", "sales_target_on_social", "too_early_traffic",
    "passing_traffic",
)  # fmt: skip
