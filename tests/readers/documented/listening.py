"""Mentions: exports made up in the forms that documentation and public code describe."""

# ruff: noqa: E501 - the lines are those of export files

import datetime as dt

from tests.readers.documented.days import at

SAMPLES = {
    "brand24": (
        ",ID,Date,Hrs,Title,Content,Source,Domain,Category,Sentiment,Tags\n"
        ",1,2026-10-01 10:00,,T,Bravo,https://facebook.com/a/1,facebook.com,Facebook,1,\n"
        ",2,2026-10-02 10:00,,T,Bof,https://journal.example/2,journal.example,News,-1,\n",
        {}, "mentions", ("mention_id", "at", "network", "sentiment"),
        [("https://facebook.com/a/1", at(1, 8), "facebook", "positive"),
         ("https://journal.example/2", at(2, 8), "other", "negative")]),
    "brand-analytics": (
        "Тема:,x\nПериод:,01.10.26 00:00 - 31.10.26 23:59\n\n"
        "Дата,ID сообщения,Заголовок,Текст,Источник,Url,Тип сообщения,Автор,Аудитория,Тональность\n"
        '14.10.2026 15:58,9,,Хорошо,vk.com,https://vk.com/wall-1_9,пост,Имя,120,позитив\n',
        {}, "mentions", ("mention_id", "at", "network", "author_followers", "sentiment"),
        [("https://vk.com/wall-1_9", at(14, 13, 58), "vk", 120, "positive")]),
    "meltwater": (
        "Date\tHeadline\tURL\tOpening Text\tHit Sentence\tSource\tInfluencer\tReach\tSentiment\tTweet Id\tTwitter Followers\n"
        '05-Oct-2026 02:15PM\t\thttps://x.com/a/1\t\tBravo\tTwitter\t@ana\t0\tPositive\t"""178"""\t55\n'
        "06-Oct-2026 02:15AM\tTitre\thttps://j.example/2\tDébut\t\tLe Journal\tMe\t1,200\tNot Rated\t\t\n",
        {}, "mentions", ("mention_id", "at", "network", "author_followers", "sentiment", "reach"),
        [("178", at(5, 12, 15), "x", 55, "positive", None), ("https://j.example/2", at(6, 0, 15), "other", None, None, 1200)]),
    "youscan": (
        "Fecha,Hora,Título,Texto,URL,Sentimiento,Autor,Fuente,Tipo de recurso,Tipo de publicación,Suscriptores\n"
        "14.10.2026,10:00,,Hola,https://www.instagram.com/p/1,Negativo,Ana,instagram.com,Red,Post,12\n",
        {}, "mentions", ("mention_id", "at", "network", "sentiment", "author_followers"),
        [("https://www.instagram.com/p/1", at(13, 22), "instagram", "negative", 12)]),
    "brandwatch-mentions": (
        '"Report:","Bulk Mentions Download"\n"Brand:","Acme"\n"From:","Thu Oct 01 00:00:00 UTC 2026"\n"Label:","x"\n\n'
        "Query Id,Query Name,Date,Title,Snippet,Url,Domain,Sentiment,Page Type,Author,Full Text,Resource Id,X Followers\n"
        "1,Acme,2026-10-05 14:02:11.0,T,S,https://x.com/a/1,x.com,positive,x,ana,Bravo,r1,44\n"
        "1,Acme,,T,S,https://reddit.com/r/1,reddit.com,neutral,reddit,,Due to licensing,r2,\n",
        {}, "mentions", ("mention_id", "at", "network", "author_followers"),
        [("r1", at(5, 14, 2) + dt.timedelta(seconds=11), "x", 44)]),
    "meltwater/newer labels": (
        "Date\tTitle\tOpening Text\tHit Sentence\tSource Name\tSource Domain\tAuthor Handle\tURL\tSentiment\tReach\n"
        "05-Oct-2026 02:15PM\tT\tDébut\tBravo\tTwitter\tx.com\t@ana\thttps://x.com/a/1\tNegative\t1,500\n",
        {}, "mentions", ("mention_id", "at", "network", "author", "sentiment", "reach"),
        [("https://x.com/a/1", at(5, 12, 15), "x", "@ana", "negative", 1500)]),
}  # fmt: skip
