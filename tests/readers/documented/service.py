"""Help desks, surveys and reviews: exports made up in the forms that documentation and public code describe."""

# ruff: noqa: E501 - the lines are those of export files

import datetime as dt

from tests.readers.documented.days import D, at

SAMPLES = {
    "hootsuite-inbound": (
        "Date (GMT),Facebook Page,Message Author,Type,Message ID,Message Permalink,Message,Tags,Language,Gender,Sentiment\n"
        "2026-10-01 00:04:19,Acme,Nadia Canari,Received Private Message,18,https://f,Bonjour,,French,Female,\n",
        {}, "conversations", ("conversation_id", "network", "account", "kind", "replied_at"),
        [("18", "facebook", "Acme", "message", None)]),
    "zendesk": (
        "Id,Requester,Requester id,Requester email,Via,Ticket type,Created at,Solved at,Satisfaction Score,"
        "First reply time in minutes\n"
        "1,Nadia Canari,777,nadia@canari.example,Facebook,Question,2026-10-01 10:00:00,2026-10-01 18:00:00,Good,90\n"
        "2,Nadia Canari,777,nadia@canari.example,Mail,Problem,2026-10-02 10:00:00,,Offered,\n",
        {}, "conversations", ("conversation_id", "network", "replied_at", "resolved_at", "is_question", "is_problem"),
        [("1", "facebook", at(1, 9, 30), at(1, 16), True, False), ("2", "other", None, None, False, True)]),
    "intercom": (
        "Conversation ID,Conversation started at (America/New_York),User email,Channel,Conversation rating,"
        "Updated at (America/New_York),First response time (seconds)\n"
        "9,2026-10-05 10:00:00,nadia@canari.example,Chat,4,2026-10-06 10:00:00,3600\n"
        "8,2026-10-05 11:00:00,nadia@canari.example,Instagram,,2026-10-06 10:00:00,\n",
        {}, "conversations", ("conversation_id", "received_at", "replied_at", "network"),
        [("9", at(5, 14), at(5, 15), "other"), ("8", at(5, 15), None, "instagram")]),
    "freshdesk": (
        "Ticket ID,Subject,Status,Source,Type,Created time,Resolved time,Initial response time,First response status,"
        "Full name,Contact ID\n"
        "5,x,Closed,Facebook,Problem,2026-10-01 10:00:00,2026-10-02 10:00:00,2026-10-01 12:00:00,Within SLA,Nadia,3\n",
        {}, "conversations", ("conversation_id", "network", "received_at", "replied_at", "is_problem", "is_question"),
        [("5", "facebook", at(1, 8), at(1, 10), True, False)]),
    "google-forms": (
        "Horodateur,Adresse e-mail,Satisfaction,Commentaire\n"
        "2026/10/28 7:01:33 PM GMT+2,nadia@canari.example,4,Bien\n2026/10/28 7:01:33 PM GMT+2,,5,\n",
        {}, "surveys", ("at", "kind", "score"),
        [(at(28, 17, 1) + dt.timedelta(seconds=33), "csat", 4.0), (at(28, 17, 1) + dt.timedelta(seconds=33), "csat", 5.0)]),
    "typeform": (
        "#,NPS,Pourquoi ?,Start Date (UTC),Submit Date (UTC),Network ID\nabc,9,,2026-10-03 09:00:00,2026-10-03 09:05:40,n\n",
        {}, "surveys", ("answer_id", "kind", "score"), [("abc", "nps", 9.0)]),
    "survey-questions": (
        "Horodateur,Comment avez-vous trouvé le salon ?,Adresse e-mail\n2026/10/28 7:01:33 PM GMT+2,4,nadia@canari.example\n",
        {}, None, (), []),
    "survey-questions/Typeform": (
        "#,Le café ?,Start Date (UTC),Submit Date (UTC),Network ID\nabc,9,2026-10-03 09:00:00,2026-10-03 09:05:40,n\n",
        {}, None, (), []),
    "survey-questions/SurveyMonkey": (
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Le café ?\n115,1,10/03/2026,10/03/2026,1.2.3.4,9\n",
        {}, None, (), []),
    "surveymonkey": (
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Satisfaction\n"
        ",,,,,,,Response\n115,1,10/03/2026 09:00:00 AM,10/03/2026 09:05:00 AM,1.2.3.4,nadia@canari.example,Nadia,5\n",
        {}, "surveys", ("answer_id", "kind", "score"), [("115", "csat", 5.0)]),
    "trustpilot": (
        "Domain Url,Webshop Name,Business Unit Id,Review Id,Review Created (UTC),Review Username,Review User Email,"
        "Review Title,Review Content,Review Stars\n"
        "a.example,Acme,1,r1,2026-10-02 10:00:00,Nadia Canari,nadia@canari.example,Bien,Très bien,4\n",
        {}, "reviews", ("review_id", "at", "rating", "text"), [("r1", at(2, 10), 4.0, "Très bien")]),
    "google-business": (
        "Store code,Business name,Address,Labels,Google Search - Mobile,Google Search - Desktop,Google Maps - Mobile,"
        "Google Maps - Desktop,Calls,Website clicks\n"
        ",,,,Number of people,Number of people,Number of people,Number of people,Number of people,Number of people\n"
        "1,Acme,rue,,100,20,30,4,5,6\n",
        {"covers": (D(2026, 10, 1), D(2026, 10, 31))}, "account_periods",
        ("account", "start", "end", "impressions"), [("Acme", D(2026, 10, 1), D(2026, 10, 31), 154)]),
}  # fmt: skip
