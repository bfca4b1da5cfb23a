"""Spreadsheets as French analysts keep them: a title above, dates day first, decimal commas, people, a total."""

# ruff: noqa: E501 - the lines are those of export files

from decimal import Decimal

from tests.readers.documented.days import D, at

# Midnight in Paris, as days of October are read in UTC.
MIDNIGHT = {day: at(day - 1, 22) for day in (3, 4, 5)}

SAMPLES = {
    "own-costs": (
        "Dépenses d'octobre;;;;\nDate;Poste;Réseau;Montant TTC;Heures\n05/10/2026;Pub;Facebook;1 250,50 €;\n"
        "04/10/2026;Salaires;;800;21,5\nTotal;;;2 050,50;21,5\n",
        {}, "costs", ("date", "category", "network", "amount", "hours"),
        [(D(2026, 10, 5), "ads", "facebook", Decimal("1250.5"), None), (D(2026, 10, 4), "salaries", None, Decimal(800), 21.5)]),
    "own-leads": (
        "Suivi des leads;;;;\nDate;Prospect;E-mail;Téléphone;Source;Devenu client le\n"
        "03/10/2026;Nadia Canari;nadia@canari.example;33612345678;Insta;04/10/2026\n"
        "04/10/2026;Nadia Canari;nadia@canari.example;33612345678;Salon;\n",
        {}, "leads", ("at", "network", "converted_at"),
        [(MIDNIGHT[3], "instagram", MIDNIGHT[4]), (MIDNIGHT[4], None, None)]),
    "own-orders": (
        "Commandes;;;;\nDate;N° commande;Client;Montant TTC;Canal\n03/10/2026 14:30;C1;nadia@canari.example;50,00;FB_ads\n"
        "05/10/2026;C2;Nadia Canari;20,00;Boutique\nTotal;;;70,00;\n",
        {}, "orders", ("order_id", "at", "network", "amount"),
        [("C1", at(3, 12, 30), "facebook", Decimal(50)), ("C2", MIDNIGHT[5], None, Decimal(20))]),
    "own-conversations": (
        "Messages;;;;;\nReçu le;Réseau;Répondu le;Question;Problème;Auteur\n"
        "03/10/2026 10:00;Facebook;03/10/2026 12:00;oui;non;Nadia Canari\n04/10/2026 10:00;Instagram;;x;x;Nadia Canari\n",
        {}, "conversations", ("network", "received_at", "replied_at", "is_question", "is_problem"),
        [("facebook", at(3, 8), at(3, 10), True, False), ("instagram", at(4, 8), None, True, True)]),
    "own-surveys": (
        "Enquêtes;;;\nDate;Enquête;Note;Commentaire\n03/10/2026;NPS;9;Nadia Canari est top\n04/10/2026;Satisfaction;4,5;\n",
        {}, "surveys", ("at", "kind", "score"), [(MIDNIGHT[3], "nps", 9.0), (MIDNIGHT[4], "csat", 4.5)]),
    "own-contents": (
        "Contenus produits;;;\nDate;Type de contenu;Titre;Auteur\n03/10/2026;Article de blog;Le café;\n05/10/2026;Podcast;Épisode 1;\n",
        {}, "contents", ("date", "kind", "title"),
        [(D(2026, 10, 3), "blog", "Le café"), (D(2026, 10, 5), "podcast", "Épisode 1")]),
    "own-actions": (
        "Actions;;;;\nDate;Action;E-mail;Source;Valeur (EUR)\n03/10/2026;Inscription;nadia@canari.example;linkedin_company;\n"
        "05/10/2026;Devis;nadia@canari.example;;120,00\n",
        {}, "actions", ("at", "goal", "network", "value"),
        [(MIDNIGHT[3], "signup", "linkedin", None), (MIDNIGHT[5], "request", None, Decimal(120))]),
    "own-contests": (
        "Nos concours 2026;;;\nJeu concours;Du;Au;Budget\nJeu d'automne;05/10/2026;12/10/2026;300,50 €\n"
        "Calendrier;01/12/2026;24/12/2026;\nTotal;;;300,50\n",
        {}, "contests", ("name", "start", "end", "cost"),
        [("Jeu d'automne", D(2026, 10, 5), D(2026, 10, 12), Decimal("300.5")),
         ("Calendrier", D(2026, 12, 1), D(2026, 12, 24), None)]),
    "own-mentions/without networks": (
        "Date;Auteur;Texte;URL;Sentiment\n03/10/2026;n;Bonjour;https://x.com/1;positif\n"
        "05/10/2026;j;Bof;https://www.lemonde.fr/2;négatif\n04/10/2026;k;Bah;https://m.facebook.com/3;neutre\n",
        {}, "mentions", ("mention_id", "network", "sentiment", "text"),
        [("https://x.com/1", "x", "positive", "Bonjour"), ("https://www.lemonde.fr/2", "other", "negative", "Bof"),
         ("https://m.facebook.com/3", "facebook", "neutral", "Bah")]),
    "own-mentions": (
        "Mentions;;;;\nDate;Lien;Source;Tonalité;Abonnés\n03/10/2026;https://x.com/a/1;Twitter;positif;1 200\n"
        "05/10/2026;https://journal.example/2;Presse;négatif;\n",
        {}, "mentions", ("mention_id", "at", "network", "sentiment", "author_followers"),
        [("https://x.com/a/1", MIDNIGHT[3], "x", "positive", 1200),
         ("https://journal.example/2", MIDNIGHT[5], "other", "negative", None)]),
}  # fmt: skip
